/** The first two of four neighbours in double precision, exactly. */
@inline
export function lowDoubles<T>(four: v128): v128 {
  return isFloat<T>() ? f64x2.promote_low_f32x4(four) : f64x2.convert_low_i32x4_s(four);
}

/** The last two of four neighbours in double precision, exactly. */
@inline
export function highDoubles<T>(four: v128): v128 {
  return lowDoubles<T>(v128.shuffle<i64>(four, four, 1, 1));
}
