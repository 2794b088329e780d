import type { SimdBackend } from './SimdBackend.js';

/** Words of an entry; `kernels/blockEntry.ts` and the kernels that use it read them. */
const WIDTH = 16;
const ADDRESSES = 2;
const DECAYS = 7;
const DECAY = 8;
const NUMBERS = 9;

/** What a kernel is told of a tensor's elements. */
export interface Block {
  size: number;
  /** Where they lie, and what belongs to them: up to 5 addresses. */
  addresses: readonly number[];
  /** The share of them that goes before an update, if any. */
  decay?: number;
  /** Up to 4, rounded to float32 as those are that an operation is given. */
  numbers?: readonly number[];
}

/**
 * Runs a job over the elements of all blocks as if they were one row.
 *
 * @param use Is given where the table of the blocks is, and how many elements there are.
 */
export function withBlockTable(
  simd: SimdBackend,
  blocks: readonly Block[],
  use: (table: number, items: number) => void,
): void {
  const filled = blocks.filter(({ size }) => size > 0);
  const length = filled.length * WIDTH;
  simd.withScratch(length * 4, (table) => {
    const words = new Uint32Array(simd.heap.memory.buffer, table, length).fill(0);
    const numbers = new Float32Array(simd.heap.memory.buffer, table, length);
    let start = 0;
    for (const [i, block] of filled.entries()) {
      const entry = i * WIDTH;
      words.set([start, block.size], entry);
      words.set(block.addresses, entry + ADDRESSES);
      words[entry + DECAYS] = block.decay === undefined ? 0 : 1;
      numbers[entry + DECAY] = block.decay ?? 0;
      numbers.set(block.numbers ?? [], entry + NUMBERS);
      start += block.size;
    }
    use(table, start);
  });
}
