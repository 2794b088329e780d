/**
 * The numbers of `t` where the condition is 1, and of `e` elsewhere; sixteen at a time, into blocks whose ends leave room
 * for that, as the casts do.
 */
export function select(begin: i32, end: i32, room: usize, condition: usize, t: usize, e: usize, to: usize): void {
  for (let i: usize = begin; i < <usize>end; i += 16) {
    const mask = i8x16.eq(v128.load(condition + i), i8x16.splat(1));
    const low = i16x8.extend_low_i8x16_s(mask);
    const high = i16x8.extend_high_i8x16_s(mask);
    const at = i * 4;
    four(i32x4.extend_low_i16x8_s(low), t + at, e + at, to + at);
    four(i32x4.extend_high_i16x8_s(low), t + at + 16, e + at + 16, to + at + 16);
    four(i32x4.extend_low_i16x8_s(high), t + at + 32, e + at + 32, to + at + 32);
    four(i32x4.extend_high_i16x8_s(high), t + at + 48, e + at + 48, to + at + 48);
  }
}

/** The same of booleans. */
export function selectBool(begin: i32, end: i32, room: usize, condition: usize, t: usize, e: usize, to: usize): void {
  for (let i: usize = begin; i < <usize>end; i += 16) {
    const mask = i8x16.eq(v128.load(condition + i), i8x16.splat(1));
    v128.store(to + i, v128.bitselect(v128.load(t + i), v128.load(e + i), mask));
  }
}

@inline
function four(mask: v128, t: usize, e: usize, to: usize): void {
  v128.store(to, v128.bitselect(v128.load(t), v128.load(e), mask));
}
