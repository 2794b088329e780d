import { errorFunction } from './errorFunction';
import { exponential } from './exponential';
import { exponentialMinusOne } from './exponentialMinusOne';
import { hyperbolicTangent } from './hyperbolicTangent';
import { logarithm, logarithmOfOnePlus } from './logarithm';
import { logistic } from './logistic';
import { sine } from './sine';
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
const LOG: i32 = 10;
const LOG1P: i32 = 11;
const EXPM1: i32 = 12;
const SIGMOID: i32 = 13;
const SOFTPLUS: i32 = 14;
const ELU: i32 = 15;
const SELU: i32 = 16;
const CUBE: i32 = 17;
const HALF_POWER: i32 = 18;
const SIGN: i32 = 19;
const FLOOR: i32 = 20;
const CEIL: i32 = 21;
const ROUND: i32 = 22;
const SIN: i32 = 23;
const COS: i32 = 24;
const CLIP: i32 = 25;
const LEAKY_RELU: i32 = 26;
const STEP: i32 = 27;
const RELU6: i32 = 28;

/** `p` and `q` are the options of the functions that have some. */
@inline
function unary(operation: i32, x: v128, p: v128, q: v128): v128 {
  if (operation == EXP) return exponential(x);
  if (operation == TANH) return hyperbolicTangent(x);
  if (operation == SQRT) return f32x4.sqrt(x);
  if (operation == RSQRT) return f32x4.div(f32x4.splat(1), f32x4.sqrt(x));
  if (operation == SQUARE) return f32x4.mul(x, x);
  if (operation == NEG) return f32x4.neg(x);
  if (operation == ABS) return f32x4.abs(x);
  if (operation == RECIPROCAL) return f32x4.div(f32x4.splat(1), x);
  if (operation == ERF) return errorFunction(x);
  if (operation == LOG) return logarithm(x);
  if (operation == LOG1P) return logarithmOfOnePlus(x);
  if (operation == EXPM1) return exponentialMinusOne(x);
  if (operation == SIGMOID) return logistic(x);
  if (operation == SOFTPLUS) return f32x4.add(aboveZero(x), logarithmOfOnePlus(exponential(f32x4.neg(f32x4.abs(x)))));
  if (operation == ELU) return unlessNegative(x, x, exponentialMinusOne(x));
  if (operation == SELU) return scaledExponentialUnit(x);
  if (operation == CUBE) return f32x4.mul(f32x4.mul(x, x), x);
  if (operation == HALF_POWER) return rootOf(x);
  if (operation == SIGN) return signOf(x);
  if (operation == FLOOR) return f32x4.floor(x);
  if (operation == CEIL) return f32x4.ceil(x);
  // TensorFlow.js rounds −0.5 to 0, though −0.3 to −0.
  if (operation == ROUND) return v128.andnot(f32x4.nearest(x), f32x4.eq(x, f32x4.splat(-0.5)));
  if (operation == SIN) return sine(x, 0);
  if (operation == COS) return sine(x, 1);
  // Both keep NaN and −0.
  if (operation == CLIP) return f32x4.pmax(f32x4.pmin(x, q), p);
  if (operation == LEAKY_RELU) return v128.bitselect(f32x4.mul(p, x), x, f32x4.lt(x, f32x4.splat(0)));
  if (operation == RELU6) return f32x4.pmin(aboveZero(x), f32x4.splat(6));
  if (operation == STEP) return stepOf(x, p);
  return aboveZero(x);
}

/** NaN stays, and −0 becomes 0. */
@inline
function aboveZero(x: v128): v128 {
  return v128.andnot(x, f32x4.le(x, f32x4.splat(0)));
}

@inline
function unlessNegative(x: v128, above: v128, below: v128): v128 {
  return v128.bitselect(above, below, f32x4.ge(x, f32x4.splat(0)));
}

/** arXiv:1706.02515, with the constants of TensorFlow.js. */
@inline
function scaledExponentialUnit(x: v128): v128 {
  const above = f32x4.mul(x, f32x4.splat(1.0507009873554805));
  const below = f32x4.mul(exponentialMinusOne(x), f32x4.splat(1.7580993408473768));
  return unlessNegative(x, above, below);
}

/** The power ½, which unlike the root is 0 of −0 and ∞ of −∞. */
@inline
function rootOf(x: v128): v128 {
  const root = f32x4.abs(f32x4.sqrt(x));
  return v128.bitselect(f32x4.splat(Infinity), root, f32x4.eq(x, f32x4.splat(-Infinity)));
}

/** 1, −1 or 0; the sign of NaN is 0, as on the cpu backend. */
@inline
function signOf(x: v128): v128 {
  const zero = f32x4.splat(0);
  const above = v128.and(f32x4.gt(x, zero), f32x4.splat(1));
  return v128.or(above, v128.and(f32x4.lt(x, zero), f32x4.splat(-1)));
}

/** 1 above 0, and p elsewhere; NaN stays. */
@inline
function stepOf(x: v128, p: v128): v128 {
  const stepped = v128.bitselect(f32x4.splat(1), p, f32x4.gt(x, f32x4.splat(0)));
  return v128.bitselect(stepped, x, f32x4.eq(x, x));
}

@inline
function each(operation: i32, begin: i32, end: i32, x: usize, to: usize, p: f32 = 0, q: f32 = 0): void {
  x += <usize>begin * 4;
  to += <usize>begin * 4;
  const first = f32x4.splat(p);
  const second = f32x4.splat(q);
  const bytes = <usize>(end - begin) * 4;
  const whole = bytes & ~15;
  let i: usize = 0;
  for (; i < whole; i += 16) v128.store(to + i, unary(operation, v128.load(x + i), first, second));
  if (i < bytes) storeLanes(to + i, unary(operation, v128.load(x + i), first, second), (bytes - i) >> 2);
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
export function relu6(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(RELU6, begin, end, x, to);
}
export function erf(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(ERF, begin, end, x, to);
}
export function log(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(LOG, begin, end, x, to);
}
export function log1p(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(LOG1P, begin, end, x, to);
}
export function expm1(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(EXPM1, begin, end, x, to);
}
export function sigmoid(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(SIGMOID, begin, end, x, to);
}
export function softplus(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(SOFTPLUS, begin, end, x, to);
}
export function elu(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(ELU, begin, end, x, to);
}
export function selu(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(SELU, begin, end, x, to);
}
export function cube(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(CUBE, begin, end, x, to);
}
export function halfPower(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(HALF_POWER, begin, end, x, to);
}
export function sign(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(SIGN, begin, end, x, to);
}
export function floor(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(FLOOR, begin, end, x, to);
}
export function ceil(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(CEIL, begin, end, x, to);
}
export function round(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(ROUND, begin, end, x, to);
}
export function sin(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(SIN, begin, end, x, to);
}
export function cos(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(COS, begin, end, x, to);
}
/** Keeps each number between two. */
export function clipByValue(begin: i32, end: i32, room: usize, x: usize, to: usize, least: f32, most: f32): void {
  each(CLIP, begin, end, x, to, least, most);
}
export function leakyRelu(begin: i32, end: i32, room: usize, x: usize, to: usize, alpha: f32): void {
  each(LEAKY_RELU, begin, end, x, to, alpha);
}
export function step(begin: i32, end: i32, room: usize, x: usize, to: usize, alpha: f32): void {
  each(STEP, begin, end, x, to, alpha);
}
