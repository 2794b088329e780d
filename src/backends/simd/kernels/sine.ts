import { sineOfLarge } from './sineOfLarge';

/** Up to here n below keeps enough digits of n · π/2. */
const LARGE: f32 = 67108864;
/** Doubles n + this have n as their last bits, negative ones as well. */
const WHOLE: f64 = 6755399441055744;

/**
 * sin (x + quarter · π/2) to within 1 unit in the last place; a quarter of 1 makes the cosine of it.
 *
 * In double precision x = n · π/2 + r, π/2 in two parts of which the first times n is exact; then the polynomials for float32
 * of FreeBSD's k_sinf and k_cosf in r.
 */
@inline
export function sine(x: v128, quarter: i64): v128 {
  const low = sineOfPair(f64x2.promote_low_f32x4(x), quarter);
  const high = sineOfPair(f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1)), quarter);
  const near = v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
  const large = f32x4.ge(f32x4.abs(x), f32x4.splat(LARGE));
  const signed = quarter == 0 ? v128.bitselect(x, near, f32x4.eq(x, f32x4.splat(0))) : near;
  return v128.any_true(large) ? withLarge(x, signed, quarter) : signed;
}

@inline
function sineOfPair(x: v128, quarter: i64): v128 {
  const n = f64x2.nearest(f64x2.mul(x, f64x2.splat(0.6366197723675814)));
  let r = f64x2.sub(x, f64x2.mul(n, f64x2.splat(1.5707963109016418)));
  r = f64x2.sub(r, f64x2.mul(n, f64x2.splat(1.5893254773528197e-8)));
  const quarters = i64x2.add(f64x2.add(n, f64x2.splat(WHOLE)), i64x2.splat(quarter));
  const one = i64x2.splat(1);
  const odd = i64x2.eq(v128.and(quarters, one), one);
  const sign = i64x2.shl(v128.and(quarters, i64x2.splat(2)), 62);
  return v128.xor(v128.bitselect(cosineNearZero(r), sineNearZero(r), odd), sign);
}

@inline
function sineNearZero(r: v128): v128 {
  const z = f64x2.mul(r, r);
  let p = f64x2.splat(2.7183114939898219e-6);
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(-1.9839334836096632e-4));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(8.3333293858894632e-3));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(-1.6666666641626524e-1));
  return f64x2.add(r, f64x2.mul(f64x2.mul(r, z), p));
}

@inline
function cosineNearZero(r: v128): v128 {
  const z = f64x2.mul(r, r);
  let p = f64x2.splat(2.4390448796277409e-5);
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(-1.3886763774609929e-3));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(4.1666623323739063e-2));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(-4.9999999725103100e-1));
  return f64x2.add(f64x2.splat(1), f64x2.mul(z, p));
}

function withLarge(x: v128, near: v128, quarter: i64): v128 {
  const a = f32x4.extract_lane(x, 0);
  const b = f32x4.extract_lane(x, 1);
  const c = f32x4.extract_lane(x, 2);
  const d = f32x4.extract_lane(x, 3);
  if (abs(a) >= LARGE) near = f32x4.replace_lane(near, 0, sineOfLarge(a, quarter));
  if (abs(b) >= LARGE) near = f32x4.replace_lane(near, 1, sineOfLarge(b, quarter));
  if (abs(c) >= LARGE) near = f32x4.replace_lane(near, 2, sineOfLarge(c, quarter));
  if (abs(d) >= LARGE) near = f32x4.replace_lane(near, 3, sineOfLarge(d, quarter));
  return near;
}
