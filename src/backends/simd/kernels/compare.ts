import { maskBytes } from './maskBytes';
import { blockA, blockB, blockMoveA, blockMoveB, blockRows, blockStepA, blockStepB, blockWidth, nextBlock, startBlocks } from './nextBlock';
import { storeBytes } from './storeBytes';

const EQUAL: i32 = 0;
const NOT_EQUAL: i32 = 1;
const GREATER: i32 = 2;
const GREATER_EQUAL: i32 = 3;
const EQUAL_INT: i32 = 4;
const NOT_EQUAL_INT: i32 = 5;
const GREATER_INT: i32 = 6;
const GREATER_EQUAL_INT: i32 = 7;

@inline
function compare(operation: i32, x: v128, y: v128): v128 {
  if (operation == EQUAL) return f32x4.eq(x, y);
  if (operation == NOT_EQUAL) return f32x4.ne(x, y);
  if (operation == GREATER) return f32x4.gt(x, y);
  if (operation == GREATER_EQUAL) return f32x4.ge(x, y);
  if (operation == EQUAL_INT) return i32x4.eq(x, y);
  if (operation == NOT_EQUAL_INT) return i32x4.ne(x, y);
  if (operation == GREATER_INT) return i32x4.gt_s(x, y);
  return i32x4.ge_s(x, y);
}

/** Sixteen numbers of each; those of what is spread are the vector that came with it. */
@inline
function sixteen(operation: i32, a: usize, b: usize, x: v128, y: v128, spreadA: bool, spreadB: bool): v128 {
  return maskBytes(
    compare(operation, spreadA ? x : v128.load(a), spreadB ? y : v128.load(b)),
    compare(operation, spreadA ? x : v128.load(a, 16), spreadB ? y : v128.load(b, 16)),
    compare(operation, spreadA ? x : v128.load(a, 32), spreadB ? y : v128.load(b, 32)),
    compare(operation, spreadA ? x : v128.load(a, 48), spreadB ? y : v128.load(b, 48)),
  );
}

/** A block, as in arithmetic. */
@inline
function block(operation: i32, to: usize, spreadA: bool, spreadB: bool): void {
  let a = blockA;
  let b = blockB;
  const moveA = blockMoveA;
  const moveB = blockMoveB;
  const count = <usize>blockWidth;
  const whole = count & ~15;
  for (let rows = blockRows; rows > 0; rows--) {
    const x = v128.load_splat<u32>(a);
    const y = v128.load_splat<u32>(b);
    let i: usize = 0;
    for (; i < whole; i += 16) {
      v128.store(to + i, sixteen(operation, a + i * 4, b + i * 4, x, y, spreadA, spreadB));
    }
    if (i < count) {
      const end = sixteen(operation, a + i * 4, b + i * 4, x, y, spreadA, spreadB);
      if (rows > 1) v128.store(to + i, end);
      else storeBytes(to + i, end, count - i);
    }
    a += moveA;
    b += moveB;
    to += count;
  }
}

/** Walks as the kernels of arithmetic do; `to` has a byte for each element, 1 or 0. */
@inline
function blocks(operation: i32, begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  startBlocks(begin, end, room, a, b, width, stepA, stepB, axes, numAxes, 2);
  to += begin;
  for (let count = nextBlock(); count > 0; count = nextBlock()) {
    if (blockStepA == 0) block(operation, to, true, false);
    else if (blockStepB == 0) block(operation, to, false, true);
    else block(operation, to, false, false);
    to += count;
  }
}

export function equal(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(EQUAL, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function notEqual(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(NOT_EQUAL, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function greater(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(GREATER, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function greaterEqual(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(GREATER_EQUAL, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function equalInt32(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(EQUAL_INT, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function notEqualInt32(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(NOT_EQUAL_INT, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function greaterInt32(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(GREATER_INT, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function greaterEqualInt32(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(GREATER_EQUAL_INT, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
