import { checkFunction } from '../config/checkFunction.js';
import { assignAverages } from './assignAverages.js';
import type { OptimizerMemory } from './OptimizerMemory.js';
import type { OptimizerOptions } from './OptimizerOptions.js';

/**
 * What `f` gives while each parameter's value is its moving average; the values come back afterwards, also when it throws.
 *
 * @throws Error without `useEma`, when `f` is no function, and within another such call, after which the averages would
 * stay.
 */
export async function withAverages<T>(
  where: string,
  memory: OptimizerMemory,
  options: OptimizerOptions,
  f: () => T | Promise<T>,
): Promise<T> {
  checkFunction(where, 'f', f);
  if (memory.averagesInUse) throw new Error(`${where}: withAverages must end before it is called again, got two calls`);
  const undo = assignAverages(where, memory, options);
  memory.averagesInUse = true;
  try {
    return await f();
  } finally {
    memory.averagesInUse = false;
    undo();
  }
}
