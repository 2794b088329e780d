import { ELEMENTS } from './chunks.js';
import type { SimdBackend } from './SimdBackend.js';

/** Columns of two lines of the cache, and rows that are added before another job begins, since a task must end soon. */
const COLUMNS = 32;
const MOST_ROWS = 65_536;

/**
 * Sets rows to 0 and adds others to them by int32 ids, in their order: each task has columns of its own. Ids that name no row
 * are left out.
 *
 * @param rows Where the rows that are added lie, and how many.
 * @param sums Where the sums lie, and how many.
 */
export function addSegments(
  simd: SimdBackend,
  isWhole: boolean,
  width: number,
  rows: { address: number; count: number },
  ids: number,
  sums: { address: number; count: number },
): void {
  simd.run('clear', { items: sums.count * width * 4, chunk: ELEMENTS * 16 }, sums.address);
  for (let first = 0; first < rows.count; first += MOST_ROWS) {
    const count = Math.min(MOST_ROWS, rows.count - first);
    const job = { items: width, chunk: Math.max(1, Math.ceil(ELEMENTS / count / COLUMNS)) * COLUMNS };
    const numbers = [rows.address + first * width * 4, ids + first * 4, count, sums.address, width, sums.count];
    simd.run('segmentSum', job, +isWhole, ...numbers);
  }
}
