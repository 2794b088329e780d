/** Products of a task: some 20 µs. */
export const TASK = 2 ** 19;

/**
 * Cuts lines into parts that differ by little, each of whole tiles and about one task's work.
 *
 * @param cost Products of one line.
 * @param least Lines of a part, even where they are more work.
 */
export function cutEvenly(lines: number, cost: number, least: number, tile: number): number {
  const parts = Math.max(1, Math.round(lines / Math.max(least, TASK / cost)));
  return Math.ceil(lines / parts / tile) * tile;
}
