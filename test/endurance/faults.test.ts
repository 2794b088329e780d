import { assert } from 'chai';
import { assertSurvives, threadsUp, TROUBLES } from '../backends/simd/threads/assertSurvives.js';
import { withFaults } from '../backends/simd/threads/withFaults.js';

/** Twenty times, in trainings of their own: a pool starts no more threads after nine deaths. */
const TIMES = [7, 7, 6];

describe('simd: training goes on twenty times after', () => {
  for (const trouble of Object.keys(TROUBLES)) {
    it(trouble, async () => {
      for (const times of TIMES) await assertSurvives(trouble, times);
    });
  }

  it('nine deaths in the midst of tasks, on one thread, and says so', async () => {
    await withFaults({ threads: 2, bytes: 2 ** 22 }, async ({ simd, workers, inWorker }) => {
      const job = (): void => simd.withScratch(4096, (x) => simd.run('neg', { items: 1024, chunk: 64 }, x, x));
      for (let death = 1; death <= 9; death++) {
        await threadsUp(simd);
        inWorker('exit');
        assert.throws(job, death < 9 ? /, and others are started$/ : /, and it goes on alone from here$/);
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
      for (let time = 0; time < 10; time++) job();
      assert.equal(simd.running, 1);
      assert.lengthOf(workers, 9);
    });
  });
});
