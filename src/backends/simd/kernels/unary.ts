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
function each(operation: i32, x: usize, to: usize, size: i32): void {
  const bytes = <usize>size * 4;
  const whole = bytes & ~15;
  let i: usize = 0;
  for (; i < whole; i += 16) v128.store(to + i, unary(operation, v128.load(x + i)));
  if (i < bytes) storeLanes(to + i, unary(operation, v128.load(x + i)), (bytes - i) >> 2);
}

export function exp(x: usize, to: usize, size: i32): void {
  each(EXP, x, to, size);
}
export function tanh(x: usize, to: usize, size: i32): void {
  each(TANH, x, to, size);
}
export function sqrt(x: usize, to: usize, size: i32): void {
  each(SQRT, x, to, size);
}
export function rsqrt(x: usize, to: usize, size: i32): void {
  each(RSQRT, x, to, size);
}
export function square(x: usize, to: usize, size: i32): void {
  each(SQUARE, x, to, size);
}
export function neg(x: usize, to: usize, size: i32): void {
  each(NEG, x, to, size);
}
export function abs(x: usize, to: usize, size: i32): void {
  each(ABS, x, to, size);
}
export function reciprocal(x: usize, to: usize, size: i32): void {
  each(RECIPROCAL, x, to, size);
}
export function relu(x: usize, to: usize, size: i32): void {
  each(RELU, x, to, size);
}
export function erf(x: usize, to: usize, size: i32): void {
  each(ERF, x, to, size);
}
