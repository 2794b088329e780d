import { byteBlocks } from './byteBlocks';
import { EQUAL, EQUAL_INT, GREATER, GREATER_EQUAL, GREATER_EQUAL_INT, GREATER_INT, NOT_EQUAL, NOT_EQUAL_INT } from './sixteenBytes';

/** Comparisons of two tensors of numbers, 1 where they hold and 0 elsewhere. */
export function equal(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  byteBlocks(EQUAL, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function notEqual(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  byteBlocks(NOT_EQUAL, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function greater(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  byteBlocks(GREATER, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function greaterEqual(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  byteBlocks(GREATER_EQUAL, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function equalInt32(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  byteBlocks(EQUAL_INT, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function notEqualInt32(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  byteBlocks(NOT_EQUAL_INT, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function greaterInt32(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  byteBlocks(GREATER_INT, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
export function greaterEqualInt32(begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  byteBlocks(GREATER_EQUAL_INT, begin, end, room, a, b, to, width, stepA, stepB, axes, numAxes);
}
