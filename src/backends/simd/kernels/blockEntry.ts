/**
 * Blocks of many tensors as one row of elements, for one job over all of them. `blockTable.ts` of the backend writes the
 * table: for each block that has elements 16 words, of which the first says where it starts in the row, the second how
 * many elements it has, and the third where they lie.
 */
export const BLOCK_BYTES: usize = 64;

/** The entry of the block that an element is in. */
export function blockEntry(table: usize, element: i32): usize {
  while (element - load<i32>(table) >= load<i32>(table, 4)) table += BLOCK_BYTES;
  return table;
}

/** How many elements of a block follow one, itself included, up to an end. */
@inline
export function elementsTo(entry: usize, element: i32, end: i32): i32 {
  return min(load<i32>(entry) + load<i32>(entry, 4), end) - element;
}
