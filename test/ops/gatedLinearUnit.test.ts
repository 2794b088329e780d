import { scalar, tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { geglu, swiglu } from '../../src/ops/gatedLinearUnit.js';
import { gated } from '../float64/activations.js';
import { Random } from '../float64/random.js';
import { numbers } from '../float64/scalar.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertForward } from './assertForward.js';

for (const [name, op] of [
  ['swiglu', swiglu],
  ['geglu', geglu],
] as const) {
  describe(`ops/gatedLinearUnit ${name}`, () => {
    it('is that of double precision, of any rank', () => {
      for (const shape of [[6], [3, 8], [1, 2, 1, 2, 1, 4]]) {
        const x = new Random(shape.length).normals(shape, 2);
        assertForward(() => op(toTensor(x)), gated(numbers, x, name), `[${shape.join(', ')}]`);
      }
    });

    it('passes the second half on where the first is large, and nothing where it is very negative', () => {
      tidy(() => {
        const x = tensor([1000, -1000, 3, 5]);
        const { value, gradients } = gradientsByTensors(() => op(x), [x]);
        assertClose(value, [3000, 0], 0);
        assertClose(gradients[0], [3, 0, 1000, 0], 0);
      });
    });

    it('has nothing of no features', () => {
      tidy(() => assert.deepEqual(op(zeros([2, 0])).shape, [2, 0]));
    });

    it('refuses what has no two halves', () => {
      tidy(() => {
        const must = `${name}: x must have an even number of features, got shape`;
        assert.throws(() => op(zeros([2, 3])), `${must} [2, 3]`);
        assert.throws(() => op(scalar(1)), `${must} []`);
      });
    });
  });
}
