import { cumsum, mul, square, sum, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { gradientsByTensors } from '../../../src/engine/gradients.js';
import { groupsAlong } from '../../float64/array.js';
import { Random } from '../../float64/random.js';
import { assertClose } from '../../helpers/assertClose.js';

/** Whether element `from` of a line is part of the sum at `to`. */
function counts(from: number, to: number, exclusive: boolean, reverse: boolean): boolean {
  if (from === to) return !exclusive;
  return reverse ? from > to : from < to;
}

describe('gradient of cumsum', () => {
  it('is not transposed along the first axis of a square', () => {
    tidy(() => {
      const x = tensor([1, 1, 1, 1], [2, 2]);
      const weights = tensor([1, 2, 3, 4], [2, 2]);
      assertClose(gradientsByTensors(() => cumsum(x, 0), [x], weights).gradients[0], [4, 6, 3, 4], 0);
    });
  });

  for (const shape of [[5], [3, 3], [3, 4], [2, 3, 4], [2, 2, 2, 2], [2, 0, 3]]) {
    for (const axis of shape.keys()) {
      for (const [exclusive, reverse] of [
        [false, false],
        [true, false],
        [false, true],
        [true, true],
      ]) {
        const how = `${exclusive ? ', exclusive' : ''}${reverse ? ', reversed' : ''}`;
        it(`sums what each element took part in: [${shape.join(', ')}] along ${axis}${how}`, () => {
          const random = new Random(shape.length * 7 + axis);
          const [x, weights] = [random.normals(shape), random.normals(shape)];
          const want = new Array<number>(x.values.length).fill(0);
          for (const line of groupsAlong(shape, [axis])) {
            line.forEach((offset, from) =>
              line.forEach((other, to) => {
                if (counts(from, to, exclusive, reverse)) want[offset] += weights.values[other];
              }),
            );
          }
          tidy(() => {
            const input = tensor(x.values, shape, 'float32');
            const f = (): Tensor => cumsum(input, axis, exclusive, reverse);
            const { gradients } = gradientsByTensors(f, [input], tensor(weights.values, shape, 'float32'));
            assertClose(gradients[0], want, 1e-5);
          });
        });
      }
    }
  }

  it('has a second derivative', () => {
    tidy(() => {
      // Σ (x₁)² + (x₁ + x₂)²: the rows of the Hessian are [4, 2] and [2, 2].
      const x = tensor([3, 5]);
      const first = (): Tensor => gradientsByTensors(() => sum(square(cumsum(x, 0))), [x]).gradients[0];
      const direction = tensor([1, 10]);
      assertClose(gradientsByTensors(() => mul(first(), direction), [x]).gradients[0], [24, 22], 0);
    });
  });
});
