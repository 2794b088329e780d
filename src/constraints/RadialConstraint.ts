import { gather, reshape, tensor1d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkTensor } from '../engine/checkTensor.js';
import { formatShape } from '../engine/shapes.js';
import { Constraint } from './Constraint.js';

/**
 * Square convolution kernels `[n, n, in, out]` become the same in every direction: each ring of places around the middle
 * takes one value, read on the diagonal. As tf_keras 2.15's.
 *
 * With an even n that value is the one in the ring's lower right corner, and of the innermost ring, four places, the one
 * in the upper left. With an odd n every value is read one place further up and left than it is written: the middle
 * takes that of the first ring, which takes that of the middle, so that applied twice the values move. That is so in
 * Keras and is kept.
 */
export class RadialConstraint extends Constraint {
  /** @throws Error when the kernel is not `[n, n, in, out]`. */
  override apply(x: Tensor): Tensor {
    checkTensor('RadialConstraint', 'x', x, 'float32');
    const [size] = x.shape;
    if (x.rank !== 4 || x.shape[1] !== size) {
      throw new Error(`RadialConstraint: x must have 4 axes, the first two equal, got ${formatShape(x.shape)}`);
    }
    return tidy(() => {
      const places = reshape(x, [size * size, x.shape[2]! * x.shape[3]!]);
      return reshape(gather(places, tensor1d(sourcesOf(size), 'int32')), x.shape);
    });
  }

  override getConfig(): Record<string, unknown> {
    return {};
  }
}

/** For every place of a kernel the place its value is read at, both counted row by row. */
function sourcesOf(size: number): number[] {
  const half = Math.floor(size / 2);
  const middle = (size - 1) / 2;
  return Array.from({ length: size * size }, (_, place) => {
    const [row, column] = [Math.floor(place / size), place % size];
    const ring = Math.floor(Math.max(Math.abs(row - middle), Math.abs(column - middle)));
    const diagonal = ring === 0 ? Math.max(0, half - 1) : half + ring - (size % 2);
    return diagonal * size + diagonal;
  });
}
