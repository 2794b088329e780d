import { add, matMul, mul, sum, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../../src/engine/gradients.js';
import { sumTo, type NdArray } from '../../float64/array.js';
import { secondDerivative, type ArrayFunction } from '../../float64/derivatives.js';
import { einsum } from '../../float64/einsum.js';
import { Random } from '../../float64/random.js';
import { numbers } from '../../float64/scalar.js';
import { assertClose } from '../../helpers/assertClose.js';

const toTensor = ({ shape, values }: NdArray): Tensor => tensor(values, [...shape], 'float32');

const batches: [number[], number[]][] = [
  [[], []],
  [[2], [2]],
  [[2, 3], []],
  [[], [2, 3]],
  [
    [2, 3],
    [1, 3],
  ],
  [
    [2, 1],
    [2, 3],
  ],
  [
    [2, 1],
    [1, 3],
  ],
  [[3], [2, 1]],
  [[1], [3]],
];

describe('gradient of matMul', () => {
  for (const [batchA, batchB] of batches) {
    for (const [transposeA, transposeB] of [
      [false, false],
      [false, true],
      [true, false],
      [true, true],
    ]) {
      const name = `[${batchA.join(', ')}] by [${batchB.join(', ')}]`;
      const flags = `${transposeA ? ', a transposed' : ''}${transposeB ? ', b transposed' : ''}`;
      const [labelsA, labelsB] = [transposeA ? '...ki' : '...ik', transposeB ? '...jk' : '...kj'];
      const operands = (random: Random): [NdArray, NdArray] => [
        random.normals([...batchA, ...(transposeA ? [4, 3] : [3, 4])]),
        random.normals([...batchB, ...(transposeB ? [5, 4] : [4, 5])]),
      ];

      it(`is that of double precision: batches ${name}${flags}`, () => {
        const random = new Random(1);
        const [a, b] = operands(random);
        const weights = random.normals(einsum(numbers, `${labelsA},${labelsB}->...ij`, [a, b]).shape);
        const byA = sumTo(numbers, einsum(numbers, `...ij,${labelsB}->${labelsA}`, [weights, b]), a.shape);
        const byB = sumTo(numbers, einsum(numbers, `...ij,${labelsA}->${labelsB}`, [weights, a]), b.shape);
        tidy(() => {
          const inputs = [a, b].map(toTensor);
          const f = (): Tensor => matMul(inputs[0], inputs[1], transposeA, transposeB);
          const { gradients } = gradientsByTensors(f, inputs, toTensor(weights));
          assert.deepEqual(
            gradients.map(({ shape }) => shape),
            [a, b].map(({ shape }) => shape),
          );
          assertClose(gradients[0], byA.values, 1e-5, 'by a');
          assertClose(gradients[1], byB.values, 1e-5, 'by b');
        });
      });

      it(`has the second derivative of double precision: batches ${name}${flags}`, () => {
        const random = new Random(2);
        const [a, b] = operands(random);
        const product: ArrayFunction = (field, [x, y]) => einsum(field, `${labelsA},${labelsB}->...ij`, [x, y]);
        const weights = random.normals(product(numbers, [a, b]).shape);
        const directions = [a, b].map(({ shape }) => random.normals(shape));
        const want = secondDerivative(product, [a, b], weights, directions);
        tidy(() => {
          const inputs = [a, b].map(toTensor);
          const [u, v] = directions.map(toTensor);
          const cotangent = toTensor(weights);
          const slope = (): Tensor => {
            const f = (): Tensor => matMul(inputs[0], inputs[1], transposeA, transposeB);
            const { gradients } = gradientsByTensors(() => mul(f(), cotangent), inputs);
            return add(sum(mul(gradients[0], u)), sum(mul(gradients[1], v)));
          };
          gradientsByTensors(slope, inputs).gradients.forEach((gradient, i) =>
            assertClose(gradient, want[i].values, 2e-5, `input ${i}`),
          );
        });
      });
    }
  }
});
