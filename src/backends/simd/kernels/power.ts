/**
 * xʸ by its definition 2^(y · log₂ |x|) in double precision, which is exact to all digits of the float32, with the special
 * cases of Math.pow: (±1)^±∞ is NaN, as in JavaScript and unlike C.
 */
@inline
export function power(x: v128, y: v128): v128 {
  const size = f32x4.abs(x);
  const low = powerOfPair(f64x2.promote_low_f32x4(size), f64x2.promote_low_f32x4(y));
  const high = powerOfPair(upper(size), upper(y));
  let result = v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
  const whole = f32x4.eq(f32x4.nearest(y), y);
  const half = f32x4.mul(y, f32x4.splat(0.5));
  const odd = v128.andnot(whole, f32x4.eq(f32x4.nearest(half), half));
  result = v128.xor(result, v128.and(v128.and(odd, x), i32x4.splat(0x80000000)));
  // Roots of negative numbers; that of −∞ is ∞.
  const rootless = v128.andnot(v128.and(f32x4.lt(x, f32x4.splat(0)), f32x4.lt(size, f32x4.splat(Infinity))), whole);
  const undefined = v128.or(rootless, f32x4.ne(x, x));
  result = v128.bitselect(f32x4.splat(NaN), result, undefined);
  return v128.bitselect(f32x4.splat(1), result, f32x4.eq(y, f32x4.splat(0)));
}

@inline
function upper(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1));
}

/** 2^(y · log₂ x) of doubles x ≥ 0 that were float32, to 1e-10 of it. */
@inline
function powerOfPair(x: v128, y: v128): v128 {
  const logarithm = v128.bitselect(f64x2.splat(Infinity), binaryLogarithm(x), f64x2.eq(x, f64x2.splat(Infinity)));
  const finite = v128.bitselect(f64x2.splat(-Infinity), logarithm, f64x2.eq(x, f64x2.splat(0)));
  const exponent = f64x2.mul(y, finite);
  // Beyond these the float32 is 0 or ∞; NaN passes.
  return powerOfTwo(f64x2.pmax(f64x2.pmin(exponent, f64x2.splat(200)), f64x2.splat(-200)));
}

/** The bits of √½, above which a mantissa is taken for one below 1, and those of 1024 more in the exponent. */
const ROOT: i64 = 0x3fe6a09e667f3bcd;
const MORE: i64 = 0x4000000000000000;
/** Doubles from here on to twice as far are whole, and have their numbers as their last bits. */
const WHOLE: f64 = 4503599627370496;

/** n + log₂ m where x = 2ⁿ · m, m from √½ to √2, by the series of artanh s = (m − 1) / (m + 1): the rest is below 2e-12. */
@inline
function binaryLogarithm(x: v128): v128 {
  const exponent = i64x2.shr_u(i64x2.add(i64x2.sub(x, i64x2.splat(ROOT)), i64x2.splat(MORE)), 52);
  const m = i64x2.add(i64x2.sub(x, i64x2.shl(exponent, 52)), i64x2.splat(MORE));
  const n = f64x2.sub(v128.or(exponent, f64x2.splat(WHOLE)), f64x2.splat(WHOLE + 1024));
  const one = f64x2.splat(1);
  const s = f64x2.div(f64x2.sub(m, one), f64x2.add(m, one));
  const z = f64x2.mul(s, s);
  let p = f64x2.splat(1.0 / 13);
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(1.0 / 11));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(1.0 / 9));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(1.0 / 7));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(1.0 / 5));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(1.0 / 3));
  p = f64x2.add(f64x2.mul(p, z), one);
  // 2 / ln 2
  return f64x2.add(n, f64x2.mul(f64x2.mul(s, p), f64x2.splat(2.8853900817779268)));
}

/** 2ˣ by the series of the exponential of ln 2 times what is left of x: the rest is below 1e-11. */
@inline
function powerOfTwo(x: v128): v128 {
  const n = f64x2.nearest(x);
  const r = f64x2.mul(f64x2.sub(x, n), f64x2.splat(0.6931471805599453));
  let p = f64x2.splat(1.0 / 362880);
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 40320));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 5040));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 720));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 120));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 24));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 6));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(0.5));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1));
  return f64x2.mul(p, i64x2.shl(f64x2.add(n, f64x2.splat(WHOLE + 1023)), 52));
}
