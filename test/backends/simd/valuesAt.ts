/** The values of a shape, row-major, each told by its position. */
export function valuesAt(shape: readonly number[], at: (position: number[]) => number): number[] {
  const size = shape.reduce((product, width) => product * width, 1);
  return Array.from({ length: size }, (_, index) => {
    const position = new Array<number>(shape.length);
    let rest = index;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      position[axis] = rest % shape[axis];
      rest = Math.floor(rest / shape[axis]);
    }
    return at(position);
  });
}

/** Where a position of a shape is in its values. */
export function indexOf(shape: readonly number[], position: readonly number[]): number {
  return shape.reduce((index, width, axis) => index * width + position[axis], 0);
}
