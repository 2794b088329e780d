import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { SimdBackend } from '../../../../src/backends/simd/SimdBackend.js';
import { withSimd } from '../withSimd.js';
import { THREADED, TinyTraining } from './TinyTraining.js';

const STEPS = 30;
const SAVED = 11;

describe('simd: a training that is resumed', function () {
  this.timeout(120_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'resumed-'));
  });

  after(() => rm(folder, { recursive: true }));

  /** Trains from one step to before another, and gives the hash of the weights. */
  async function train(training: TinyTraining, first: number, last: number): Promise<string> {
    for (let step = first; step < last; step++) await training.step();
    return training.hash();
  }

  it('comes to the weights of the one that never stopped, to the bit, on any number of threads', async () => {
    let want = '';
    await withSimd(new SimdBackend(), async (simd) => {
      await simd.configure({ threads: 2 });
      const training = new TinyTraining(THREADED);
      const saved = await train(training, 0, SAVED);
      await training.save(folder);
      want = await train(training, SAVED, STEPS);
      assert.notEqual(want, saved);
      training.dispose();
    });
    for (const threads of [1, 2, 3]) {
      await withSimd(new SimdBackend(), async (simd) => {
        await simd.configure({ threads });
        const training = new TinyTraining(THREADED);
        // Whatever was there before is replaced: weights, averages and the number of the step.
        await train(training, 0, threads);
        await training.resume(folder);
        assert.equal(await train(training, SAVED, STEPS), want, `${threads} threads`);
        training.dispose();
      });
    }
  });
});
