/** Distance between neighbours along each axis of a tensor, in elements; row-major. */
export function rowMajorStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}

/** Strides of a tensor along the axes of a shape it broadcasts to: 0 where it is stretched. */
export function stretchedStrides(shape: readonly number[], rank: number): number[] {
  const strides = rowMajorStrides(shape).map((stride, axis) => (shape[axis] === 1 ? 0 : stride));
  return [...new Array<number>(rank - shape.length).fill(0), ...strides];
}

/**
 * Visits the rows of a tensor in order, and says where the same row begins in two others.
 *
 * A row is the last axis; the visitor walks it, by the last stride of each.
 */
export function forEachRow(
  shape: readonly number[],
  stridesA: readonly number[],
  stridesB: readonly number[],
  visit: (row: number, startA: number, startB: number) => void,
): void {
  const last = shape.length - 1;
  const numRows = shape.slice(0, last).reduce((product, size) => product * size, 1);
  const position = new Array<number>(last).fill(0);
  let startA = 0;
  let startB = 0;
  for (let row = 0; row < numRows; row++) {
    visit(row, startA, startB);
    for (let axis = last - 1; axis >= 0; axis--) {
      startA += stridesA[axis];
      startB += stridesB[axis];
      if (++position[axis] < shape[axis]) break;
      startA -= stridesA[axis] * shape[axis];
      startB -= stridesB[axis] * shape[axis];
      position[axis] = 0;
    }
  }
}
