import type { SimdBackend } from '../../src/backends/simd/SimdBackend.js';
import type { Prepared } from '../harness/Prepared.js';

/** Steps of the tile's inner sum, and rows and columns: the panels of both matrices stay in the first cache. */
const [DEPTH, ROWS, COLUMNS] = [512, 4, 8];
const TILES = 64;

/** What one run of it is counted as, on one thread: floating-point operations. */
export const TILE_PEAK_WORK = 2 * TILES * DEPTH * ROWS * COLUMNS;

/** The inner loop of the matrix product by itself, on one thread: threads that write the same tile would wait for each other. */
export function prepareTilePeak(simd: SimdBackend): Prepared {
  const bytes = 4 * (DEPTH * (ROWS + COLUMNS) + ROWS * COLUMNS);
  const rows = simd.heap.allocate(bytes)!;
  const columns = rows + 4 * DEPTH * ROWS;
  const tile = columns + 4 * DEPTH * COLUMNS;
  new Float32Array(simd.heap.memory.buffer, rows, bytes / 4).fill(0.5);
  const run = (): void => simd.run('matMulTilePeak', { items: TILES, chunk: TILES }, rows, columns, tile, DEPTH);
  return {
    run,
    check() {
      run();
      return new Float32Array(simd.heap.memory.buffer, tile, 1)[0];
    },
    dispose: () => simd.heap.release(rows),
  };
}
