/**
 * ln x to within 2 units in the last place: ln 0 = −∞, and of negative numbers NaN.
 */
@inline
export function logarithm(x: v128): v128 {
  const denormal = f32x4.lt(x, f32x4.splat(1.17549435e-38));
  const scaled = v128.bitselect(f32x4.mul(x, f32x4.splat(8388608)), x, denormal);
  const finite = corrected(scaled, v128.and(denormal, f32x4.splat(-23)), f32x4.splat(0));
  return withEnds(x, finite);
}

/** ln (1 + x) to within 2 units in the last place: what the sum loses, c, comes back as c / (1 + x). */
@inline
export function logarithmOfOnePlus(x: v128): v128 {
  const one = f32x4.splat(1);
  const u = f32x4.add(one, x);
  const lost = v128.bitselect(f32x4.sub(x, f32x4.sub(u, one)), f32x4.sub(one, f32x4.sub(u, x)), f32x4.lt(x, one));
  const finite = corrected(u, f32x4.splat(0), f32x4.div(lost, u));
  // Zeros keep their signs.
  return v128.bitselect(x, withEnds(u, finite), f32x4.eq(x, f32x4.splat(0)));
}

/**
 * ln u + shift · ln 2 + correction of normal numbers u > 0.
 *
 * u = 2ⁿ · (1 + m) with 1 + m from √½ to √2; ln 2 in two parts so that n · ln 2 keeps its digits; the polynomial is that of
 * Cephes' logf.
 */
@inline
function corrected(u: v128, shift: v128, correction: v128): v128 {
  const exponent = i32x4.shr_s(i32x4.sub(u, i32x4.splat(0x3f3504f3)), 23);
  const m = f32x4.sub(i32x4.sub(u, i32x4.shl(exponent, 23)), f32x4.splat(1));
  const n = f32x4.add(f32x4.convert_i32x4_s(exponent), shift);
  let p = f32x4.splat(7.0376836292e-2);
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(-1.1514610310e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(1.1676998740e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(-1.2420140846e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(1.4249322787e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(-1.6668057665e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(2.0000714765e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(-2.4999993993e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(3.3333331174e-1));
  const z = f32x4.mul(m, m);
  let rest = f32x4.mul(f32x4.mul(p, m), z);
  rest = f32x4.add(rest, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  rest = f32x4.add(rest, correction);
  rest = f32x4.sub(rest, f32x4.mul(z, f32x4.splat(0.5)));
  return f32x4.add(f32x4.add(m, rest), f32x4.mul(n, f32x4.splat(0.693359375)));
}

/** A logarithm of u, or its limit where u is 0 or ∞; NaN where u is negative or NaN. */
@inline
function withEnds(u: v128, finite: v128): v128 {
  const zero = f32x4.splat(0);
  const infinite = f32x4.splat(Infinity);
  const above = v128.bitselect(infinite, finite, f32x4.eq(u, infinite));
  const other = v128.bitselect(f32x4.splat(-Infinity), f32x4.splat(NaN), f32x4.eq(u, zero));
  return v128.bitselect(above, other, f32x4.gt(u, zero));
}
