import { assert } from 'chai';
import { setImmediate } from 'node:timers/promises';
import { SimdBackend } from '../../../../src/backends/simd/SimdBackend.js';
import { withSimd } from '../withSimd.js';
import { THREADED, TinyTraining } from './TinyTraining.js';

const STEPS = 200;

describe('simd: a training of 200 steps', function () {
  this.timeout(240_000);

  it('comes to the same weights, to the bit, on 1, 2 and 3 threads', async () => {
    const hashes = new Map<number, string>();
    for (const threads of [1, 2, 3]) {
      await withSimd(new SimdBackend(), async (simd) => {
        await simd.configure({ threads });
        const training = new TinyTraining(THREADED);
        const first = await training.step();
        let last = first;
        for (let step = 1; step < STEPS; step++) {
          last = await training.step();
          await setImmediate();
        }
        assert.equal(simd.running, threads, 'jobs are split');
        assert.isBelow(last, first / 2);
        hashes.set(threads, training.hash());
        training.dispose();
        assert.equal(simd.heap.use().blocks, 0);
      });
    }
    assert.equal(hashes.get(2), hashes.get(1));
    assert.equal(hashes.get(3), hashes.get(1));
  });
});
