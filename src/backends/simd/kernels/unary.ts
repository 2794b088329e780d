import { errorFunction } from './errorFunction';
import { exponential } from './exponential';
import { storeLanes } from './storeLanes';

const EXP: i32 = 0;
const TANH: i32 = 1;
const SQRT: i32 = 2;
const RSQRT: i32 = 3;
const SQUARE: i32 = 4;
const NEG: i32 = 5;
const ABS: i32 = 6;
const RECIPROCAL: i32 = 7;
const RELU: i32 = 8;
const ERF: i32 = 9;

@inline
function unary(operation: i32, x: v128): v128 {
  if (operation == EXP) return exponential(x);
  if (operation == TANH) return hyperbolicTangent(x);
  if (operation == SQRT) return f32x4.sqrt(x);
  if (operation == RSQRT) return f32x4.div(f32x4.splat(1), f32x4.sqrt(x));
  if (operation == SQUARE) return f32x4.mul(x, x);
  if (operation == NEG) return f32x4.neg(x);
  if (operation == ABS) return f32x4.abs(x);
  if (operation == ERF) return errorFunction(x);
  if (operation == RECIPROCAL) return f32x4.div(f32x4.splat(1), x);
  return f32x4.max(x, f32x4.splat(0));
}

/** 1 − 2 / (e²ˣ + 1), and below 0.625, where that loses digits, the polynomial of Cephes' tanhf; the sign comes last. */
@inline
function hyperbolicTangent(x: v128): v128 {
  const a = f32x4.abs(x);
  const one = f32x4.splat(1);
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(exponential(f32x4.add(a, a)), one)));
  const z = f32x4.mul(a, a);
  let p = f32x4.splat(-5.70498872745e-3);
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2.06390887954e-2));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-5.37397155531e-2));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(1.33314422036e-1));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-3.33332819422e-1));
  const near = f32x4.add(a, f32x4.mul(a, f32x4.mul(z, p)));
  const size = v128.bitselect(near, far, f32x4.lt(a, f32x4.splat(0.625)));
  return v128.bitselect(x, size, i32x4.splat(0x80000000));
}

@inline
function each(operation: i32, begin: i32, end: i32, x: usize, to: usize): void {
  x += <usize>begin * 4;
  to += <usize>begin * 4;
  const bytes = <usize>(end - begin) * 4;
  const whole = bytes & ~15;
  let i: usize = 0;
  for (; i < whole; i += 16) v128.store(to + i, unary(operation, v128.load(x + i)));
  if (i < bytes) storeLanes(to + i, unary(operation, v128.load(x + i)), (bytes - i) >> 2);
}

export function exp(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(EXP, begin, end, x, to);
}
export function tanh(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(TANH, begin, end, x, to);
}
export function sqrt(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(SQRT, begin, end, x, to);
}
export function rsqrt(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(RSQRT, begin, end, x, to);
}
export function square(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(SQUARE, begin, end, x, to);
}
export function neg(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(NEG, begin, end, x, to);
}
export function abs(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(ABS, begin, end, x, to);
}
export function reciprocal(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(RECIPROCAL, begin, end, x, to);
}
export function relu(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(RELU, begin, end, x, to);
}
export function erf(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(ERF, begin, end, x, to);
}
