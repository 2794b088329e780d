import type { NdArray } from './array.js';

/**
 * Rows of a table: `rows[…, :] = table[ids[…], :]`. It computes nothing, so it needs no field.
 *
 * @param table `[vocabulary, width]`.
 * @param ids Row numbers, of any shape.
 * @returns `[…ids, width]`.
 */
export function embedding<S>(table: NdArray<S>, ids: NdArray): NdArray<S> {
  const width = table.shape[1];
  const values = ids.values.flatMap((id) => table.values.slice(id * width, (id + 1) * width));
  return { shape: [...ids.shape, width], values };
}
