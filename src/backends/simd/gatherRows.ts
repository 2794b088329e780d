import { ELEMENTS } from './chunks.js';
import type { SimdBackend } from './SimdBackend.js';

/**
 * Copies rows of tables, which lie one after the other, by int32 ids.
 *
 * @param rows Where the first table lies, bytes of a row, and rows of a table.
 * @param tables How many tables, and how many of them share a list of ids; lists lie one after the other.
 * @returns Whether every id is a row; if not, what was written is worth nothing.
 */
export function gatherRows(
  simd: SimdBackend,
  rows: { address: number; bytes: number; count: number },
  tables: { count: number; perList: number },
  ids: number,
  numIds: number,
  to: number,
): boolean {
  const job = { items: tables.count * numIds, chunk: Math.ceil((ELEMENTS * 4) / (rows.bytes + 4)) };
  return simd.withScratch(4, (isOutside) => {
    const flag = new Int32Array(simd.heap.memory.buffer, isOutside, 1).fill(0);
    simd.run('gather', job, rows.address, ids, to, rows.bytes, numIds, tables.perList, rows.count, isOutside);
    return flag[0] === 0;
  });
}
