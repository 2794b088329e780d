import { blockA, blockB, blockMoveA, blockMoveB, blockRows, blockStepA, blockStepB, blockWidth, nextBlock, startBlocks } from './nextBlock';
import { storeBytes } from './storeBytes';

const AND: i32 = 0;
const OR: i32 = 1;

/** `a && b` and `a || b` of JavaScript: bytes other than 1 that a user wrote stay what they are. */
@inline
function connect(operation: i32, x: v128, y: v128): v128 {
  const isFalse = i8x16.eq(x, i8x16.splat(0));
  return operation == AND ? v128.andnot(y, isFalse) : v128.bitselect(y, x, isFalse);
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
    const x = v128.load_splat<u8>(a);
    const y = v128.load_splat<u8>(b);
    let i: usize = 0;
    for (; i < whole; i += 16) {
      v128.store(to + i, connect(operation, spreadA ? x : v128.load(a + i), spreadB ? y : v128.load(b + i)));
    }
    if (i < count) {
      const end = connect(operation, spreadA ? x : v128.load(a + i), spreadB ? y : v128.load(b + i));
      if (rows > 1) v128.store(to + i, end);
      else storeBytes(to + i, end, count - i);
    }
    a += moveA;
    b += moveB;
    to += count;
  }
}

/** Walks as the kernels of arithmetic do, over tensors of bytes. */
@inline
function blocks(operation: i32, begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  startBlocks(begin, end, room, a, b, width, stepA, stepB, axes, numAxes, 0);
  to += begin;
  for (let count = nextBlock(); count > 0; count = nextBlock()) {
    if (blockStepA == 0) block(operation, to, true, false);
    else if (blockStepB == 0) block(operation, to, false, true);
    else block(operation, to, false, false);
    to += count;
  }
}

export function logicalAnd(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(AND, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function logicalOr(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(OR, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
/** 1 where x is 0; the last vector may end behind the tensor, as those of the casts. */
export function logicalNot(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  for (let i: usize = begin; i < <usize>end; i += 16) {
    const isFalse = i8x16.eq(v128.load(x + i), i8x16.splat(0));
    v128.store(to + i, v128.and(isFalse, i8x16.splat(1)));
  }
}
