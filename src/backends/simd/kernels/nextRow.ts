/**
 * Walks the rows of a tensor in order: a table of axes, outermost first, that the caller wrote to memory.
 *
 * An axis takes 16 bytes: its size, its distance between neighbours in two tensors (in bytes), and its position, which
 * starts and ends at 0.
 */
const AXIS: usize = 16;
const STRIDE_A: usize = 4;
const STRIDE_B: usize = 8;
const POSITION: usize = 12;

/** Bytes from where the walk stands to the next row of the first tensor; {@link nextB} gives the second's. */
let moveA: i32 = 0;
let moveB: i32 = 0;

/** Goes to the next row, and returns how far that is in the first tensor, in bytes. */
export function nextRow(axes: usize, count: i32): i32 {
  moveA = 0;
  moveB = 0;
  for (let i = count - 1; i >= 0; i--) {
    const axis = axes + <usize>i * AXIS;
    const size = load<i32>(axis);
    const position = load<i32>(axis, POSITION) + 1;
    moveA += load<i32>(axis, STRIDE_A);
    moveB += load<i32>(axis, STRIDE_B);
    if (position < size) {
      store<i32>(axis, position, POSITION);
      break;
    }
    store<i32>(axis, 0, POSITION);
    moveA -= load<i32>(axis, STRIDE_A) * size;
    moveB -= load<i32>(axis, STRIDE_B) * size;
  }
  return moveA;
}

/** How far the last step was in the second tensor. */
export function nextB(): i32 {
  return moveB;
}
