/**
 * Walks the rows of a tensor in order, along a table of axes, outermost first, that the caller wrote to memory: of each its
 * size and its distance between neighbours in two tensors, in bytes. Where the walk stands is kept in the thread's room.
 */
const AXIS: usize = 12;
const STRIDE_A: usize = 4;
const STRIDE_B: usize = 8;

/** Bytes of the last step in the second tensor. */
let moveB: i32 = 0;

/** Goes to a row, and returns where in the first tensor it is, in bytes; {@link stepOfB} gives the second's. */
export function goToRow(axes: usize, count: i32, row: i32, room: usize): i32 {
  let moveA = 0;
  moveB = 0;
  for (let i = count - 1; i >= 0; i--) {
    const axis = axes + <usize>i * AXIS;
    const size = load<i32>(axis);
    const position = row % size;
    row /= size;
    store<i32>(room + <usize>i * 4, position);
    moveA += position * load<i32>(axis, STRIDE_A);
    moveB += position * load<i32>(axis, STRIDE_B);
  }
  return moveA;
}

/** Goes to the next row, and returns how far that is in the first tensor, in bytes. */
export function nextRow(axes: usize, count: i32, room: usize): i32 {
  let moveA = 0;
  moveB = 0;
  for (let i = count - 1; i >= 0; i--) {
    const axis = axes + <usize>i * AXIS;
    const size = load<i32>(axis);
    const at = room + <usize>i * 4;
    const position = load<i32>(at) + 1;
    moveA += load<i32>(axis, STRIDE_A);
    moveB += load<i32>(axis, STRIDE_B);
    if (position < size) {
      store<i32>(at, position);
      break;
    }
    store<i32>(at, 0);
    moveA -= load<i32>(axis, STRIDE_A) * size;
    moveB -= load<i32>(axis, STRIDE_B) * size;
  }
  return moveA;
}

/** How far the last step was in the second tensor. */
export function stepOfB(): i32 {
  return moveB;
}
