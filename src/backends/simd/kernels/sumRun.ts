/**
 * The sum of neighbours, of which sixteen at a time are added in float32, to within 2⁻²² of the sum of their sizes, before
 * they go to doubles: adding and widening each takes the same units of a processor. Not finite where a sum of four leaves
 * the range of float32; then it must be taken otherwise.
 */
@inline
export function sumRun(at: usize, count: i32): f64 {
  let a = f64x2.splat(0), b = a;
  let i = 0;
  for (; i + 16 <= count; i += 16) {
    const low = f32x4.add(v128.load(at), v128.load(at, 16));
    const high = f32x4.add(v128.load(at, 32), v128.load(at, 48));
    const four = f32x4.add(low, high);
    a = f64x2.add(a, f64x2.promote_low_f32x4(four));
    b = f64x2.add(b, f64x2.promote_low_f32x4(v128.shuffle<i64>(four, four, 1, 1)));
    at += 64;
  }
  a = f64x2.add(a, b);
  let sum = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  for (; i < count; i++) {
    sum += <f64>load<f32>(at);
    at += 4;
  }
  return sum;
}
