import { checkFunction } from './checkFunction.js';
import { checkObject } from './checkObject.js';

/**
 * Refuses what is not an object with these methods.
 *
 * @throws Error such as `generate: tokenizer.encode must be a function, got undefined`.
 */
export function checkMethods(where: string, name: string, value: object, methods: readonly string[]): void {
  const object = checkObject(where, name, value) as Record<string, unknown>;
  for (const method of methods) checkFunction(where, `${name}.${method}`, object[method]);
}
