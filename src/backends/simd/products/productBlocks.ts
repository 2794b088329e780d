import { cutEvenly, TASK } from './cutEvenly.js';
import { TILE_COLUMNS, TILE_ROWS } from './MatrixLayout.js';

/** What the beginning and the end of a tile cost, in steps of its inner sum. */
const TILE_COST = 8;
/** A block of so many columns stays in the second cache while its rows pass, and of so many rows, uses it often enough. */
const LEAST_COLUMNS = 64;
const LEAST_ROWS = 16;
/**
 * Rows whose blocks follow one another for each block of columns: the right matrix stays in the second cache meanwhile, and threads
 * that begin with parts of their own find the rows of the left one where they computed them.
 */
const ROWS_TOGETHER = 128;
/** Steps of a slice of a long inner sum: where there are few results, that is how threads share the work. */
const SLICE = 2048;
const FEW_RESULTS = 2 ** 14;

/** How products are cut into blocks: by their sizes alone. */
export interface ProductBlocks {
  rows: number;
  columns: number;
  /** How many blocks of rows follow one another for each block of columns. */
  together: number;
  /** Steps of a slice of the inner sum. */
  steps: number;
  slices: number;
  /** Blocks of a task, of all `items`. */
  chunk: number;
  items: number;
}

/** Blocks of some products of `[M, K]` and `[K, N]`. */
export function productBlocks(batches: number, M: number, N: number, K: number): ProductBlocks {
  const slices = batches * M * N <= FEW_RESULTS && K >= 2 * SLICE ? Math.ceil(K / SLICE) : 1;
  const steps = slices === 1 ? K : SLICE;
  const cost = steps + TILE_COST;
  const columns = cutEvenly(N, Math.ceil(M / TILE_ROWS) * TILE_ROWS * cost, LEAST_COLUMNS, TILE_COLUMNS);
  const rows = cutEvenly(M, columns * cost, LEAST_ROWS, TILE_ROWS);
  const together = Math.max(1, Math.floor(ROWS_TOGETHER / rows));
  const chunk = Math.max(1, Math.floor(TASK / (rows * columns * cost)));
  const items = slices * batches * Math.ceil(N / columns) * Math.ceil(M / rows);
  return { rows, columns, together, steps, slices, chunk, items };
}
