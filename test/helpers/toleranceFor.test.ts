import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { getBackend, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { caseCount, someOf } from './caseCount.js';
import { toleranceFor } from './toleranceFor.js';

/** What tests ask the backend for: more room and fewer cases, on a GPU and nowhere else. */
describe('toleranceFor and caseCount', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => i);

  it('leave everything as it is on a CPU', () => {
    assert.deepEqual([toleranceFor(1e-5), toleranceFor(4e-6, 5e-5), toleranceFor(0)], [1e-5, 4e-6, 0]);
    assert.equal(caseCount(300), 300);
    assert.deepEqual(someOf(hundred), hundred);
  });

  it('give five times the tolerance and a fifth of the cases on a GPU; what is exact stays exact', async () => {
    const before = getBackend();
    registerBackend('webgpu', () => new MathBackendCPU());
    try {
      await setBackend('webgpu');
      assert.closeTo(toleranceFor(1e-5), 5e-5, 1e-20);
      assert.deepEqual([toleranceFor(4e-6, 5e-5), toleranceFor(0)], [5e-5, 0]);
      assert.equal(caseCount(300), 60);
      assert.deepEqual(someOf(hundred).slice(0, 3), [0, 5, 10]);
      assert.lengthOf(someOf(hundred), 20);
    } finally {
      await setBackend(before);
      removeBackend('webgpu');
    }
  });
});
