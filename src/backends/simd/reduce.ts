import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { rowMajorStrides, stretchedStrides } from '../../engine/fixes/cpu/strides.js';
import { sizeOf } from '../../engine/shapes.js';
import { ELEMENTS } from './chunks.js';
import { elementType } from './elementType.js';
import { joinAxes, type WalkedAxis } from './joinAxes.js';
import type { SimdBackend } from './SimdBackend.js';
import { writeAxes, type AxisList } from './writeAxes.js';

/** How numbers are reduced, in the order of the kernels' names for it. */
const OPERATIONS = ['sum', 'product', 'maximum', 'minimum'] as const;

/** Columns whose sums a task keeps at hand, and the bytes of these. */
const BLOCK = 1024;
const BLOCK_BYTES = BLOCK * 8 + 64;
/** Bytes of columns whose largest numbers a task finds at once. */
const EXTREMES = 2048;
/** Rows narrower than this are joined to long ones. */
const NARROW = 32;
/** A result is made of at most this many parts. */
const MOST_PARTS = 64;

/** A reduction: what of, by which operation, over which axes (counted from the front), to which type. */
export interface Reduction {
  x: TensorInfo;
  operation: (typeof OPERATIONS)[number];
  axes: readonly number[];
  keepDims: boolean;
  dtype: DataType;
  /** What results are divided by; 1 unless told otherwise. */
  divisor?: number;
}

/** The plan of a reduction: its axes, joined, told to the kernel. */
interface Walk {
  /** The last axis. */
  last: WalkedAxis;
  /** The other axes that are kept. */
  outer: WalkedAxis[];
  kept: AxisList;
  numKept: number;
  reduced: WalkedAxis[];
}

/**
 * Reduces a tensor with elements over some of its axes. Work is cut by results where there are enough of them, else by parts
 * of each that are joined in their order.
 */
export function reduce(simd: SimdBackend, reduction: Reduction): TensorInfo {
  const { x, axes, keepDims, dtype } = reduction;
  const kept = x.shape.map((size, i) => (axes.includes(i) ? 1 : size));
  const result = simd.output(keepDims ? kept : x.shape.filter((_, i) => !axes.includes(i)), dtype);
  // The first stride, in the results, is 0 along axes that are reduced.
  const joined = joinAxes(x.shape, stretchedStrides(kept, kept.length), rowMajorStrides(x.shape));
  const last = joined.pop() ?? { size: 1, strideA: 0, strideB: 1 };
  const bytes = elementType(x)!.bytes;
  const outer = joined
    .filter(({ strideA }) => strideA !== 0)
    .map((axis) => ({ ...axis, strideA: axis.strideB, strideB: 0 }));
  const walk: Walk = {
    last,
    outer,
    kept: writeAxes(simd.heap.memory, outer, [bytes, bytes]),
    numKept: product(outer),
    reduced: joined.filter(({ strideA }) => strideA === 0).map((axis) => ({ ...axis, strideA: axis.strideB })),
  };
  if (last.strideA === 0) reduceRows(simd, reduction, result, walk);
  else if (reduction.operation === 'sum' || reduction.operation === 'product')
    reduceColumns(simd, reduction, result, walk);
  else extremeColumns(simd, reduction, result, walk);
  return result;
}

function reduceRows(simd: SimdBackend, reduction: Reduction, result: TensorInfo, walk: Walk): void {
  const { x, operation, divisor = 1 } = reduction;
  const { last, kept, numKept } = walk;
  const [type, into] = [elementType(x)!, elementType(result)!];
  const table = writeAxes(simd.heap.memory, walk.reduced, [type.bytes, type.bytes], kept);
  const count = product(walk.reduced) * last.size;
  const { parts, perPart } = partsOf(count, ELEMENTS);
  const job = { items: numKept * parts, chunk: parts > 1 ? 1 : Math.ceil(ELEMENTS / count) };
  const run = (to: number): void => {
    const numbers = [into.code, divisor, count, last.size, parts, perPart];
    simd.run(`${operation}Rows`, job, type.code, simd.address(x), to, ...numbers, ...kept, ...table);
  };
  if (parts === 1) run(simd.address(result));
  else joined(simd, reduction, result, parts, 1, run);
}

function reduceColumns(simd: SimdBackend, reduction: Reduction, result: TensorInfo, walk: Walk): void {
  const { x, operation, divisor = 1 } = reduction;
  const { last, kept, numKept } = walk;
  const [type, into] = [elementType(x)!, elementType(result)!];
  const height = walk.reduced.pop() ?? { size: 1, strideA: 0, strideB: 0 };
  const table = writeAxes(simd.heap.memory, walk.reduced, [type.bytes, type.bytes], kept);
  const count = product(walk.reduced) * height.size;
  const width = last.size;
  const follow = width < NARROW && height.strideA === width;
  const fold = follow ? Math.min(height.size, Math.floor((2 * NARROW) / width)) : 1;
  const blocks = Math.ceil(width / BLOCK);
  const { parts, perPart } = partsOf(count, (2 * ELEMENTS) / Math.min(width, BLOCK));
  const items = numKept * blocks * parts;
  const chunk = parts > 1 ? 1 : Math.ceil(ELEMENTS / (count * Math.min(width, BLOCK)));
  simd.withScratch(Math.ceil(items / chunk) * BLOCK_BYTES, (work) => {
    const run = (to: number): void => {
      const lines = [width, height.size, height.strideA * type.bytes, fold, parts, perPart, chunk, work];
      const numbers = [type.code, simd.address(x), to, into.code, divisor, ...lines];
      simd.run(`${operation}Columns`, { items, chunk }, ...numbers, ...kept, count, ...table);
    };
    if (parts === 1) run(simd.address(result));
    else joined(simd, reduction, result, parts, width, run);
  });
}

function extremeColumns(simd: SimdBackend, { x, operation }: Reduction, result: TensorInfo, walk: Walk): void {
  const { last, outer, numKept } = walk;
  const type = elementType(x)!;
  const height = walk.reduced.pop() ?? { size: 1, strideA: 0, strideB: 0 };
  const planes = product(walk.reduced);
  const bytes = last.size * type.bytes;
  const columns = Math.min(bytes, EXTREMES) / type.bytes;
  const run = (
    from: number,
    { size, strideA }: WalkedAxis,
    between: WalkedAxis[],
    through: WalkedAxis[],
    to: number,
  ) => {
    const kept = writeAxes(simd.heap.memory, between, [type.bytes, type.bytes]);
    const table = writeAxes(simd.heap.memory, through, [type.bytes, type.bytes], kept);
    const job = {
      items: product(between) * Math.ceil(bytes / EXTREMES),
      chunk: Math.ceil(ELEMENTS / (columns * product(through) * size)),
    };
    const numbers = [type.code, from, to, last.size, size, strideA * type.bytes];
    simd.run(`${operation}Columns`, job, ...numbers, ...kept, product(through), ...table);
  };
  const { parts } = partsOf(height.size, (2 * ELEMENTS) / columns);
  // However it is cut, the largest number is the same.
  if (simd.threads === 1 || parts === 1 || planes > 1 || numKept >= MOST_PARTS) {
    run(simd.address(x), height, outer, walk.reduced, simd.address(result));
    return;
  }
  // Parts of one size, the last ones of which may share rows.
  const rows = Math.floor(height.size / parts);
  const part = { ...height, size: height.size - rows * (parts - 1) };
  simd.withScratch(numKept * parts * bytes, (work) => {
    const beside = { size: parts, strideA: rows * height.strideA, strideB: 0 };
    run(simd.address(x), part, [...outer, beside], [], work);
    const all = { size: parts, strideA: last.size, strideB: 0 };
    run(work, all, [{ size: numKept, strideA: parts * last.size, strideB: 0 }], [], simd.address(result));
  });
}

/** Computes parts as doubles, `[…, parts, width]`, and joins them. */
function joined(
  simd: SimdBackend,
  { operation, divisor = 1 }: Reduction,
  result: TensorInfo,
  parts: number,
  width: number,
  compute: (to: number) => void,
): void {
  const items = sizeOf(result.shape);
  simd.withScratch(items * parts * 8, (doubles) => {
    compute(doubles);
    const numbers = [doubles, simd.address(result), elementType(result)!.code, divisor, parts, width];
    const job = { items, chunk: Math.ceil(ELEMENTS / parts) };
    simd.run('joinParts', job, OPERATIONS.indexOf(operation), ...numbers);
  });
}

/** Into how many parts a result is cut that is made of this many numbers or rows, where `enough` are worth a task. */
function partsOf(count: number, enough: number): { parts: number; perPart: number } {
  if (count <= 2 * enough) return { parts: 1, perPart: count };
  const perPart = Math.ceil(Math.max(enough, count / MOST_PARTS));
  return { parts: Math.ceil(count / perPart), perPart };
}

function product(axes: readonly WalkedAxis[]): number {
  return axes.reduce((total, { size }) => total * size, 1);
}
