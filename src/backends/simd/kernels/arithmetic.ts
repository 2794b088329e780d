import { blockA, blockB, blockMoveA, blockMoveB, blockRows, blockStepA, blockStepB, blockWidth, nextBlock, startBlocks } from './nextBlock';
import { power } from './power';
import { storeLanes } from './storeLanes';

const ADD: i32 = 0;
const SUB: i32 = 1;
const MULTIPLY: i32 = 2;
const DIVIDE: i32 = 3;
const MAXIMUM: i32 = 4;
const MINIMUM: i32 = 5;
const SQUARED_DIFFERENCE: i32 = 6;
const PRELU: i32 = 7;
const ELU_GRADIENT: i32 = 8;
const POW: i32 = 9;
const ADD_INT: i32 = 10;
const SUB_INT: i32 = 11;
const MULTIPLY_INT: i32 = 12;
const MAXIMUM_INT: i32 = 13;
const MINIMUM_INT: i32 = 14;

@inline
function operate(operation: i32, x: v128, y: v128): v128 {
  if (operation == ADD) return f32x4.add(x, y);
  if (operation == SUB) return f32x4.sub(x, y);
  if (operation == MULTIPLY) return f32x4.mul(x, y);
  if (operation == DIVIDE) return f32x4.div(x, y);
  if (operation == MAXIMUM) return maximumOf(x, y);
  if (operation == MINIMUM) return minimumOf(x, y);
  if (operation == PRELU) return v128.bitselect(f32x4.mul(y, x), x, f32x4.lt(x, f32x4.splat(0)));
  if (operation == ELU_GRADIENT) return eluGradientOf(x, y);
  if (operation == POW) return powerOf(x, y);
  if (operation == ADD_INT) return i32x4.add(x, y);
  if (operation == SUB_INT) return i32x4.sub(x, y);
  if (operation == MULTIPLY_INT) return i32x4.mul(x, y);
  if (operation == MAXIMUM_INT) return i32x4.max_s(x, y);
  if (operation == MINIMUM_INT) return i32x4.min_s(x, y);
  const difference = f32x4.sub(x, y);
  return f32x4.mul(difference, difference);
}

/**
 * NaN where one is, and 0 of 0 and −0, as Math.max. The engine's own takes nine instructions: of two that answer their first where
 * neither is larger, the results differ where one is NaN, and are the operands where these are equal.
 */
@inline
function maximumOf(x: v128, y: v128): v128 {
  const first = f32x4.pmax(x, y);
  const second = f32x4.pmax(y, x);
  return v128.or(v128.and(first, second), f32x4.ne(first, second));
}

/** {@link maximumOf} of what is smaller; −0 of 0 and −0. */
@inline
function minimumOf(x: v128, y: v128): v128 {
  const first = f32x4.pmin(x, y);
  const second = f32x4.pmin(y, x);
  return v128.or(v128.or(first, second), f32x4.ne(first, second));
}

/** Not inlined: it is long, and used for each kind of block. */
function powerOf(x: v128, y: v128): v128 {
  return power(x, y);
}

/** The slope of the exponential linear unit is 1, and y + 1 where its output y is below 0. */
@inline
function eluGradientOf(dy: v128, y: v128): v128 {
  const bent = f32x4.mul(dy, f32x4.add(y, f32x4.splat(1)));
  return v128.bitselect(dy, bent, f32x4.ge(y, f32x4.splat(0)));
}

/**
 * A block, each row of `a` or `b` being one number where it is spread. A vector may write over the next row, which comes
 * later, but not behind the last.
 */
@inline
function block(operation: i32, to: usize, spreadA: bool, spreadB: bool): void {
  let a = blockA;
  let b = blockB;
  const moveA = blockMoveA;
  const moveB = blockMoveB;
  const bytes = <usize>blockWidth * 4;
  const whole = bytes & ~15;
  // Rows of four are frequent, and a loop within a loop is slow for them.
  if (bytes == 16) {
    for (let rows = blockRows; rows > 0; rows--) {
      const x = spreadA ? v128.load_splat<f32>(a) : v128.load(a);
      v128.store(to, operate(operation, x, spreadB ? v128.load_splat<f32>(b) : v128.load(b)));
      a += moveA;
      b += moveB;
      to += 16;
    }
    return;
  }
  for (let rows = blockRows; rows > 0; rows--) {
    const x = v128.load_splat<f32>(a);
    const y = v128.load_splat<f32>(b);
    let i: usize = 0;
    for (; i < whole; i += 16) {
      v128.store(to + i, operate(operation, spreadA ? x : v128.load(a + i), spreadB ? y : v128.load(b + i)));
    }
    if (i < bytes) {
      const end = operate(operation, spreadA ? x : v128.load(a + i), spreadB ? y : v128.load(b + i));
      if (rows > 1) v128.store(to + i, end);
      else storeLanes(to + i, end, (bytes - i) >> 2);
    }
    a += moveA;
    b += moveB;
    to += bytes;
  }
}

/**
 * Elements `begin` to before `end` of the result, `width` of which are a row; the steps of `a` and `b` within a row are 1
 * or 0, and the axes lead from row to row.
 */
@inline
function blocks(operation: i32, begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  startBlocks(begin, end, room, a, b, width, stepA, stepB, axes, numAxes, 2, 16);
  to += <usize>begin * 4;
  for (let count = nextBlock(); count > 0; count = nextBlock()) {
    if (blockStepA == 0) block(operation, to, true, false);
    else if (blockStepB == 0) block(operation, to, false, true);
    else block(operation, to, false, false);
    to += <usize>count * 4;
  }
}

export function add(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(ADD, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function sub(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(SUB, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function multiply(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(MULTIPLY, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
/** IEEE's quotient, ±∞ and NaN included. */
export function divide(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(DIVIDE, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function maximum(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(MAXIMUM, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function minimum(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(MINIMUM, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function squaredDifference(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(SQUARED_DIFFERENCE, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
/** x, and b · x below 0. */
export function prelu(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(PRELU, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
/** The gradient of elu by the cotangent `a` and its output `b`. */
export function eluGradient(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(ELU_GRADIENT, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function pow(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(POW, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
/** Whole numbers keep the last 32 bits of what the operation gives. */
export function addInt32(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(ADD_INT, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function subInt32(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(SUB_INT, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function multiplyInt32(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(MULTIPLY_INT, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function maximumInt32(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(MAXIMUM_INT, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function minimumInt32(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  blocks(MINIMUM_INT, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
