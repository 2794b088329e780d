import { checkObject } from './checkObject.js';
import { didYouMean } from './didYouMean.js';

/**
 * Refuses options that are not an object, and one that nobody reads: a misspelt name would leave its default in force.
 *
 * @param known Names of all options.
 * @returns The options.
 * @throws Error such as `Adam: options must hold only learningRate, beta1, got 'learningrate'; did you mean
 * 'learningRate'?`.
 */
export function checkOptions<T extends object>(where: string, options: T, known: readonly (keyof T & string)[]): T {
  const unknown = Object.keys(checkObject(where, 'options', options)).find((name) => !known.includes(name as never));
  if (unknown === undefined) return options;
  throw new Error(
    `${where}: options must hold only ${known.join(', ')}, got '${unknown}'${didYouMean(unknown, known)}`,
  );
}
