import { promoteHigh } from './doublePairs';

/**
 * The sum of neighbours, of which 32 at a time are added in float32, to within 2⁻²¹ of the sum of their sizes, before they go to
 * doubles: adding and widening each takes the same units of a processor. Not finite where a sum of eight leaves the range of
 * float32; then it must be taken otherwise.
 */
@inline
export function sumRun(at: usize, count: i32): f64 {
  const sums = sumsOfRun(at, count);
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/** {@link sumRun} in two halves. */
@inline
export function sumsOfRun(at: usize, count: i32): v128 {
  let a = f64x2.splat(0), b = a;
  let i = 0;
  for (; i + 32 <= count; i += 32) {
    const low = f32x4.add(f32x4.add(v128.load(at), v128.load(at, 16)), f32x4.add(v128.load(at, 32), v128.load(at, 48)));
    const high = f32x4.add(f32x4.add(v128.load(at, 64), v128.load(at, 80)), f32x4.add(v128.load(at, 96), v128.load(at, 112)));
    const four = f32x4.add(low, high);
    a = f64x2.add(a, f64x2.promote_low_f32x4(four));
    b = f64x2.add(b, promoteHigh(four));
    at += 128;
  }
  for (; i + 4 <= count; i += 4) {
    const four = v128.load(at);
    a = f64x2.add(a, f64x2.promote_low_f32x4(four));
    b = f64x2.add(b, promoteHigh(four));
    at += 16;
  }
  a = f64x2.add(a, b);
  for (; i < count; i++) {
    a = f64x2.add(a, f64x2.replace_lane(f64x2.splat(0), 0, <f64>load<f32>(at)));
    at += 4;
  }
  return a;
}
