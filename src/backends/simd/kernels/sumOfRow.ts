/** The sum of a row, in double precision. */
@inline
export function sumOfRow(x: usize, bytes: usize): f64 {
  let sum = f64x2.splat(0);
  const pairs = bytes & ~7;
  for (let i: usize = 0; i < pairs; i += 8) sum = f64x2.add(sum, pairOf(x + i));
  const rest = pairs < bytes ? <f64>load<f32>(x + pairs) : 0;
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1) + rest;
}

/** Two numbers as doubles. */
@inline
export function pairOf(x: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(x));
}
