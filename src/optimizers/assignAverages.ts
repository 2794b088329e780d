import type { OptimizerMemory } from './OptimizerMemory.js';
import type { OptimizerOptions } from './OptimizerOptions.js';

/**
 * Sets every parameter to the average that is remembered of it.
 *
 * @returns Sets them back, and frees what that took. To be called once.
 * @throws Error such as `Adam: useEma must be true where averages are used, got false`.
 */
export function assignAverages(where: string, memory: OptimizerMemory, { useEma }: OptimizerOptions): () => void {
  if (useEma !== true) throw new Error(`${where}: useEma must be true where averages are used, got false`);
  const changed = [...memory.entries()].flatMap(([, { owner, average }]) => {
    return average === undefined ? [] : [{ owner, average, value: owner.value.clone() }];
  });
  for (const { owner, average } of changed) owner.assign(average);
  return () => {
    for (const { owner, value } of changed) {
      owner.assign(value);
      value.dispose();
    }
  };
}
