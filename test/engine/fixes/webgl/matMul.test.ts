import { getBackend, matMul, tensor, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { einsum } from '../../../float64/einsum.js';
import { numbers } from '../../../float64/scalar.js';
import { Random } from '../../../float64/random.js';
import type { NdArray } from '../../../float64/array.js';
import { assertClose, assertSameBits } from '../../../helpers/assertClose.js';

const toTensor = ({ shape, values }: NdArray): Tensor => tensor(values, [...shape], 'float32');

/** The first one is multiplied as if both batches were the same two matrices, the others are refused. */
const batches: [number[], number[]][] = [
  [
    [2, 1],
    [1, 2],
  ],
  [
    [2, 1],
    [2, 3],
  ],
  [[3], [2, 1]],
  [
    [1, 2, 1, 3],
    [2, 1, 2, 1],
  ],
  [[0, 1], [2]],
];

if (getBackend() === 'webgl') {
  describe('matMul on webgl', () => {
    for (const [batchA, batchB] of batches) {
      it(`multiplies batches [${batchA.join(', ')}] by [${batchB.join(', ')}]`, () => {
        const random = new Random(1);
        const [a, b] = [random.normals([...batchA, 2, 5]), random.normals([...batchB, 5, 3])];
        tidy(() =>
          assertClose(matMul(toTensor(a), toTensor(b)), einsum(numbers, '...ik,...kj->...ij', [a, b]).values, 2e-6),
        );
      });
    }

    it('has zeros where nothing is summed', () =>
      tidy(() => {
        const product = matMul(zeros([3, 2, 0]), zeros([4, 0]), false, true);
        assert.deepEqual(product.shape, [3, 2, 4]);
        assertSameBits(product, new Array<number>(24).fill(0));
      }));
  });
}
