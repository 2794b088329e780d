import { goToRow, nextRow, stepOfB } from './nextRow';
import { storeLanes } from './storeLanes';

const ADD: i32 = 0;
const SUB: i32 = 1;
const MULTIPLY: i32 = 2;
const DIVIDE: i32 = 3;
const MAXIMUM: i32 = 4;
const MINIMUM: i32 = 5;
const SQUARED_DIFFERENCE: i32 = 6;

/** Maximum and minimum answer NaN where one operand is, and order −0 before 0, as Math.max and Math.min do. */
@inline
function operate(operation: i32, x: v128, y: v128): v128 {
  if (operation == ADD) return f32x4.add(x, y);
  if (operation == SUB) return f32x4.sub(x, y);
  if (operation == MULTIPLY) return f32x4.mul(x, y);
  if (operation == DIVIDE) return f32x4.div(x, y);
  if (operation == MAXIMUM) return f32x4.max(x, y);
  if (operation == MINIMUM) return f32x4.min(x, y);
  const difference = f32x4.sub(x, y);
  return f32x4.mul(difference, difference);
}

/** One row; the steps of `a` and `b` are 1, or 0 for a number that stands for the whole row. */
@inline
function row(operation: i32, a: usize, b: usize, to: usize, bytes: usize, stepA: i32, stepB: i32): void {
  const whole = bytes & ~15;
  let i: usize = 0;
  if (stepA == 0) {
    const x = v128.load_splat<f32>(a);
    for (; i < whole; i += 16) v128.store(to + i, operate(operation, x, v128.load(b + i)));
  } else if (stepB == 0) {
    const y = v128.load_splat<f32>(b);
    for (; i < whole; i += 16) v128.store(to + i, operate(operation, v128.load(a + i), y));
  } else {
    for (; i < whole; i += 16) v128.store(to + i, operate(operation, v128.load(a + i), v128.load(b + i)));
  }
  if (i == bytes) return;
  const x = stepA == 0 ? v128.load_splat<f32>(a) : v128.load(a + i);
  const y = stepB == 0 ? v128.load_splat<f32>(b) : v128.load(b + i);
  storeLanes(to + i, operate(operation, x, y), (bytes - i) >> 2);
}

/**
 * Elements `begin` to before `end` of the result, `width` of which are a row; the steps of `a` and `b` within a row are 1
 * or 0, and the axes lead from row to row.
 */
@inline
function rows(operation: i32, begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  let column = begin % width;
  a += <usize>goToRow(axes, numAxes, begin / width, room);
  b += <usize>stepOfB();
  for (let at = begin; at < end;) {
    const count = min(width - column, end - at);
    const first = <usize>column * 4;
    row(operation, a + first * stepA, b + first * stepB, to + <usize>at * 4, <usize>count * 4, stepA, stepB);
    at += count;
    column = 0;
    a += <usize>nextRow(axes, numAxes, room);
    b += <usize>stepOfB();
  }
}

export function add(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  rows(ADD, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function sub(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  rows(SUB, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function multiply(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  rows(MULTIPLY, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
/** IEEE's quotient, ±∞ and NaN included. */
export function divide(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  rows(DIVIDE, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function maximum(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  rows(MAXIMUM, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function minimum(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  rows(MINIMUM, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function squaredDifference(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  rows(SQUARED_DIFFERENCE, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
