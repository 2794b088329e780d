import { multiplyAdd } from './multiplyAdd';
import { LOWER } from './raisedExponential';
import { GAUSSIAN_ZERO, gaussianRest, raiseByGaussian } from './raiseByGaussian';
import { storeLanes } from './storeLanes';

/** 1 / √(2π), the density at 0. */
const DENSITY: f32 = 0.3989422804014327;

/**
 * Φ(−a) / exp(−a² / 2) for a ≥ 0, Φ the standard normal distribution function: never 1 − Φ(a), which has no
 * digits for large a.
 *
 * A polynomial in u = (a − 0.75) / (a + 2.25), fitted to (a + 2.25) times the quotient within 5e-9 of it. Its float32
 * coefficients were then chosen for the least error of x · Φ(x) as computed, below 4 units in the last place.
 */
@inline
function tailByGaussian(a: v128): v128 {
  const shifted = f32x4.add(a, f32x4.splat(2.25));
  const u = f32x4.div(f32x4.sub(a, f32x4.splat(0.75)), shifted);
  let p = f32x4.splat(-0.005243530031293631);
  p = multiplyAdd(p, u, f32x4.splat(0.009290706366300583));
  p = multiplyAdd(p, u, f32x4.splat(0.00408937456086278));
  p = multiplyAdd(p, u, f32x4.splat(-0.001426480244845152));
  p = multiplyAdd(p, u, f32x4.splat(-0.015174961648881435));
  p = multiplyAdd(p, u, f32x4.splat(-0.026635456830263138));
  p = multiplyAdd(p, u, f32x4.splat(0.011198306456208229));
  p = multiplyAdd(p, u, f32x4.splat(0.11874571442604065));
  p = multiplyAdd(p, u, f32x4.splat(0.06661339849233627));
  p = multiplyAdd(p, u, f32x4.splat(-0.6632139682769775));
  p = multiplyAdd(p, u, f32x4.splat(0.9006974101066589));
  return f32x4.div(p, shifted);
}

/** x · Φ(x), that of −∞ being −∞ · 0 as in plain operations. */
@inline
function valueOf(x: v128, a: v128, tailQuotient: v128, rest: v128): v128 {
  const tail = raiseByGaussian(tailQuotient, rest, a);
  const lower = f32x4.splat(LOWER);
  const below = f32x4.mul(f32x4.mul(x, tail), lower);
  const above = f32x4.mul(x, f32x4.sub(f32x4.splat(1), f32x4.mul(tail, lower)));
  return v128.bitselect(below, above, f32x4.lt(x, f32x4.splat(0)));
}

/** Φ(x) + x · Φ′(x), NaN of infinities as in plain operations. */
@inline
function slopeOf(x: v128, a: v128, tailQuotient: v128, rest: v128): v128 {
  const quotient = f32x4.sub(tailQuotient, f32x4.mul(f32x4.abs(x), f32x4.splat(DENSITY)));
  const below = f32x4.mul(raiseByGaussian(quotient, rest, a), f32x4.splat(LOWER));
  return v128.bitselect(below, f32x4.sub(f32x4.splat(1), below), f32x4.lt(x, f32x4.splat(0)));
}

/** |x|, where the Gaussian is not 0 yet. In this order NaN passes. */
@inline
function boundedSize(x: v128): v128 {
  return f32x4.pmin(f32x4.abs(x), f32x4.splat(GAUSSIAN_ZERO));
}

@inline
function geluOf(x: v128): v128 {
  const a = boundedSize(x);
  return valueOf(x, a, tailByGaussian(a), gaussianRest(a));
}

/** x · Φ(x) of each element (arXiv:1606.08415). */
export function gelu(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  const last = <usize>end * 4;
  let i = <usize>begin * 4;
  for (; i + 16 <= last; i += 16) v128.store(to + i, geluOf(v128.load(x + i)));
  if (i < last) storeLanes(to + i, geluOf(v128.load(x + i)), (last - i) >> 2);
}

/** {@link gelu} and its slope Φ(x) + x · Φ′(x), which differ by little of their work. */
export function geluWithSlope(begin: i32, end: i32, room: usize, x: usize, to: usize, slopes: usize): void {
  const last = <usize>end * 4;
  let i = <usize>begin * 4;
  for (; i + 16 <= last; i += 16) {
    const z = v128.load(x + i);
    const a = boundedSize(z);
    const tailQuotient = tailByGaussian(a);
    const rest = gaussianRest(a);
    v128.store(to + i, valueOf(z, a, tailQuotient, rest));
    v128.store(slopes + i, slopeOf(z, a, tailQuotient, rest));
  }
  if (i >= last) return;
  const z = v128.load(x + i);
  const a = boundedSize(z);
  storeLanes(to + i, geluOf(z), (last - i) >> 2);
  storeLanes(slopes + i, slopeOf(z, a, tailByGaussian(a), gaussianRest(a)), (last - i) >> 2);
}
