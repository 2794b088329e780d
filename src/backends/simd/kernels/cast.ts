import { maskBytes } from './maskBytes';

/**
 * Types into one another, sixteen numbers at a time. The last vectors of a tensor may write behind its end: blocks end at
 * multiples of 64 bytes, and tasks, but for the last, at multiples of sixteen numbers.
 */

/** Whole numbers as Int32Array takes them: without what is behind the point, and of large ones the last 32 bits. */
export function float32ToInt32(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  for (let i = <usize>begin * 4; i < <usize>end * 4; i += 16) v128.store(to + i, wholeOf(v128.load(x + i)));
}

export function int32ToFloat32(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  for (let i = <usize>begin * 4; i < <usize>end * 4; i += 16) {
    v128.store(to + i, f32x4.convert_i32x4_s(v128.load(x + i)));
  }
}

/** NaN is not 0, so it is true. */
export function float32ToBool(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  const zero = f32x4.splat(0);
  for (let i: usize = begin; i < <usize>end; i += 16) {
    const from = x + i * 4;
    const a = f32x4.ne(v128.load(from), zero);
    const b = f32x4.ne(v128.load(from, 16), zero);
    const c = f32x4.ne(v128.load(from, 32), zero);
    const d = f32x4.ne(v128.load(from, 48), zero);
    v128.store(to + i, maskBytes(a, b, c, d));
  }
}

export function int32ToBool(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  const zero = i32x4.splat(0);
  for (let i: usize = begin; i < <usize>end; i += 16) {
    const from = x + i * 4;
    const a = i32x4.ne(v128.load(from), zero);
    const b = i32x4.ne(v128.load(from, 16), zero);
    const c = i32x4.ne(v128.load(from, 32), zero);
    const d = i32x4.ne(v128.load(from, 48), zero);
    v128.store(to + i, maskBytes(a, b, c, d));
  }
}

export function boolToInt32(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  for (let i: usize = begin; i < <usize>end; i += 4) v128.store(to + i * 4, fourOf(x + i));
}

export function boolToFloat32(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  for (let i: usize = begin; i < <usize>end; i += 4) v128.store(to + i * 4, f32x4.convert_i32x4_s(fourOf(x + i)));
}

@inline
function fourOf(x: usize): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(x)));
}

@inline
function wholeOf(x: v128): v128 {
  // NaN is not large, and becomes 0 here as there.
  const large = f32x4.ge(f32x4.abs(x), f32x4.splat(2147483648));
  if (!v128.any_true(large)) return i32x4.trunc_sat_f32x4_s(x);
  return i32x4(
    lastBits(f32x4.extract_lane(x, 0)),
    lastBits(f32x4.extract_lane(x, 1)),
    lastBits(f32x4.extract_lane(x, 2)),
    lastBits(f32x4.extract_lane(x, 3)),
  );
}

/** From 2⁶³ on, the last 32 bits of a float32 are 0; those of infinities and NaN are 0 by definition. */
function lastBits(x: f32): i32 {
  return abs(x) < 9223372036854775808.0 ? <i32>(<i64>x) : 0;
}
