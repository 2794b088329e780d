import { byteBlocks } from './byteBlocks';
import { AND, OR } from './sixteenBytes';

export function logicalAnd(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  byteBlocks(AND, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function logicalOr(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  byteBlocks(OR, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
/** 1 where x is 0; the last vector may end behind the tensor, as those of the casts. */
export function logicalNot(begin: i32, end: i32, room: usize, x: usize, to: usize): void {
  for (let i: usize = begin; i < <usize>end; i += 16) {
    const isFalse = i8x16.eq(v128.load(x + i), i8x16.splat(0));
    v128.store(to + i, v128.and(isFalse, i8x16.splat(1)));
  }
}
