import { addN, backend, getBackend, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { assertSameBits } from '../../../helpers/assertClose.js';

if (getBackend() === 'webgl') {
  describe('addN on webgl', () => {
    for (const count of [1, 2, 16, 17, 31, 32, 100]) {
      it(`adds ${count} tensors and leaves nothing else`, () => {
        const tensors = Array.from({ length: count }, (_, i) => tensor([i, -i, 1]));
        const before = backend().numDataIds();
        const sum: Tensor = tidy(() => addN(tensors));
        const triangle = (count * (count - 1)) / 2;
        assertSameBits(sum, [triangle, -triangle, count]);
        sum.dispose();
        assert.equal(backend().numDataIds(), before);
        for (const one of tensors) one.dispose();
      });
    }
  });
}
