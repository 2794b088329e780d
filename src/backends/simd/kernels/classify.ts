import { maskBytes } from './maskBytes';

const NOT_A_NUMBER: i32 = 0;
const INFINITE: i32 = 1;
const FINITE: i32 = 2;

@inline
function classify(kind: i32, x: v128): v128 {
  if (kind == NOT_A_NUMBER) return f32x4.ne(x, x);
  // The bits without the sign.
  if (kind == INFINITE) return i32x4.eq(i32x4.shl(x, 1), i32x4.splat(0xff000000));
  // ∞ − ∞ is NaN.
  return f32x4.eq(f32x4.sub(x, x), f32x4.splat(0));
}

/** Sixteen numbers at a time, into blocks whose ends leave room for that, as the casts do. */
@inline
function each(kind: i32, begin: i32, end: i32, x: usize, to: usize): void {
  for (let i: usize = begin; i < <usize>end; i += 16) {
    const from = x + i * 4;
    const a = classify(kind, v128.load(from));
    const b = classify(kind, v128.load(from, 16));
    const c = classify(kind, v128.load(from, 32));
    const d = classify(kind, v128.load(from, 48));
    v128.store(to + i, maskBytes(a, b, c, d));
  }
}

export function isNan(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(NOT_A_NUMBER, begin, end, x, to);
}
export function isInf(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(INFINITE, begin, end, x, to);
}
export function isFinite(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  each(FINITE, begin, end, x, to);
}
