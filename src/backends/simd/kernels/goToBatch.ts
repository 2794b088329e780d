import { goToRow, stepOfB } from './nextRow';

/** Where the second operand's matrix is. */
let moveB: usize = 0;

/**
 * Where in the first of two tensors a matrix is, in bytes; {@link batchOfB} gives the second's. Batches are walked along a table
 * of axes, the last of them apart: its size `width` and its strides in bytes.
 */
export function goToBatch(axes: usize, numAxes: i32, width: i32, strideA: i32, strideB: i32, batch: i32, room: usize): usize {
  const last = batch % width;
  const moveA = <usize>(goToRow(axes, numAxes, batch / width, room) + last * strideA);
  moveB = <usize>(stepOfB() + last * strideB);
  return moveA;
}

/** Where in the second tensor the last matrix is. */
export function batchOfB(): usize {
  return moveB;
}
