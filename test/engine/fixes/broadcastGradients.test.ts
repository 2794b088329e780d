import { grads, maximum, minimum, squaredDifference, sum, mul, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../../src/engine/gradients.js';
import { broadcastTo, mapArray, sumTo } from '../../float64/array.js';
import { Random } from '../../float64/random.js';
import { numbers } from '../../float64/scalar.js';
import { assertClose } from '../../helpers/assertClose.js';

interface Case {
  operation: (a: Tensor, b: Tensor) => Tensor;
  byA: (a: number, b: number) => number;
  byB: (a: number, b: number) => number;
}

const cases: Record<string, Case> = {
  maximum: { operation: maximum, byA: (a, b) => Number(a >= b), byB: (a, b) => Number(a < b) },
  minimum: { operation: minimum, byA: (a, b) => Number(a <= b), byB: (a, b) => Number(a > b) },
  squaredDifference: { operation: squaredDifference, byA: (a, b) => 2 * (a - b), byB: (a, b) => 2 * (b - a) },
};

const shapes: [number[], number[], number[]][] = [
  [[3, 4], [4], [3, 4]],
  [[4], [3, 4], [3, 4]],
  [
    [3, 1],
    [1, 4],
    [3, 4],
  ],
  [[], [2, 3], [2, 3]],
  [
    [2, 1, 3],
    [4, 1],
    [2, 4, 3],
  ],
  [
    [1, 1],
    [2, 3],
    [2, 3],
  ],
  [
    [2, 3],
    [2, 3],
    [2, 3],
  ],
  [
    [1, 3],
    [0, 3],
    [0, 3],
  ],
];

for (const [name, { operation, byA, byB }] of Object.entries(cases)) {
  describe(`gradient of ${name}`, () => {
    for (const [shapeA, shapeB, shape] of shapes) {
      it(`is the closed form for [${shapeA.join(', ')}] and [${shapeB.join(', ')}]`, () => {
        const random = new Random(shapeA.length * 10 + shapeB.length);
        // Whole numbers, so that some elements tie.
        const [a, b] = [shapeA, shapeB].map((of) => mapArray(random.normals(of, 2), Math.round));
        const weight = random.normals(shape);
        const [left, right] = [broadcastTo(a, shape).values, broadcastTo(b, shape).values];
        const want = (slope: Case['byA'], to: number[]): number[] =>
          sumTo(
            numbers,
            mapArray(weight, (w, i) => w * slope(left[i], right[i])),
            to,
          ).values;
        tidy(() => {
          const inputs = [tensor(a.values, shapeA, 'float32'), tensor(b.values, shapeB, 'float32')];
          const cotangent = tensor(weight.values, shape, 'float32');
          const { gradients } = gradientsByTensors(() => operation(inputs[0], inputs[1]), inputs, cotangent);
          assert.deepEqual(
            gradients.map((gradient) => gradient.shape),
            [shapeA, shapeB],
          );
          assertClose(gradients[0], want(byA, shapeA), 1e-5, 'by a');
          assertClose(gradients[1], want(byB, shapeB), 1e-5, 'by b');
        });
      });
    }
  });
}

describe('second derivative of squaredDifference', () => {
  it('is 2 on the same side, −2 across, summed where broadcast', () => {
    tidy(() => {
      const [a, b] = [tensor([1, 2, 3]), tensor([5])];
      const slope = (x: Tensor, y: Tensor): Tensor =>
        sum(mul(grads((u: Tensor, v: Tensor) => squaredDifference(u, v))([x, y])[1], 1));
      const [byA, byB] = grads(slope)([a, b]);
      assertClose(byA, [-2, -2, -2], 0);
      assertClose(byB, [6], 0);
    });
  });
});
