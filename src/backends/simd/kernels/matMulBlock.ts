import { matMulColumn } from './matMulColumn';
import { matMulNarrowTiles, matMulTiles } from './matMulTiles';

/** Steps of the inner sum that are taken at once: a panel of `b` of 16 KiB stays in the first cache. */
const DEPTH: i32 = 512;
/** Where in the thread's room a panel of the bias is, behind the walk over the batches. */
const BIAS: usize = 512;

/**
 * A block of a product: `rows` × `columns` sums of the inner axis from `first` to before `last`, in order.
 *
 * Operands lie as {@link matMulTiles} reads them, from where the block begins. `column` is the first of its columns, for the bias: unless 0,
 * the address of numbers `biasStep` bytes apart, 0 or 4, for each column one.
 */
export function matMulBlock(
  left: usize, lineA: usize, stepA: usize, panelA: usize, rows: i32,
  right: usize, stepB: usize, panelB: usize, column: i32, columns: i32,
  first: i32, last: i32, to: usize, line: usize,
  bias: usize, biasStep: usize, relu: i32, room: usize,
): void {
  const panels = columns >> 3;
  // The last columns are tiles of their own, as wide as they need.
  const width = columns & 7;
  const edge = <usize>panels * panelB;
  const corner = to + <usize>panels * 32;
  for (let start = first; start < last; start += DEPTH) {
    const depth = min(DEPTH, last - start);
    const x = left + <usize>start * stepA;
    const y = right + <usize>start * stepB;
    const adds = start > first;
    const ends = start + depth == last;
    const rectifies = ends && relu != 0;
    const d = ends && bias != 0 ? biasOf(bias, biasStep, column, room) : 0;
    const dEdge = d != 0 ? d + <usize>(panels * 8) * biasStep : 0;
    matMulTiles(x, lineA, stepA, panelA, rows, y, stepB, panelB, panels, depth, to, line, 8, adds, d, 8 * biasStep, rectifies);
    if (width > 4) matMulTiles(x, lineA, stepA, panelA, rows, y + edge, stepB, panelB, 1, depth, corner, line, width, adds, dEdge, 0, rectifies);
    else if (width == 1 && lineA == 4) matMulColumn(x, stepA, panelA, rows, y + edge, stepB, depth, corner, line, adds, dEdge, rectifies);
    else if (width > 0) matMulNarrowTiles(x, lineA, stepA, panelA, rows, y + edge, stepB, depth, corner, line, width, adds, dEdge, rectifies);
  }
}

/** Where the bias of a block of columns begins: one number for all is laid out in the room as a panel of it. */
function biasOf(bias: usize, step: usize, column: i32, room: usize): usize {
  if (step != 0) return bias + <usize>column * step;
  v128.store(room, v128.load_splat<f32>(bias), BIAS);
  v128.store(room, v128.load_splat<f32>(bias), BIAS + 16);
  return room + BIAS;
}
