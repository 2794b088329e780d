import { assert } from 'chai';
import { readdirSync } from 'node:fs';
import { SimdBackend } from '../../src/backends/simd/SimdBackend.js';
import { WasmHeap } from '../../src/backends/simd/WasmHeap.js';
import { withSimd } from '../backends/simd/withSimd.js';
import { threadsUp } from '../backends/simd/threads/assertSurvives.js';

const TIMES = 1000;
const MiB = 2 ** 20;

/** Threads of this process, where the system tells. */
const numThreads = (): number => (process.platform === 'linux' ? readdirSync('/proc/self/task').length : 0);

describe('simd: threads that start and stop a thousand times', () => {
  it('leave no thread and no memory behind', async () => {
    await withSimd(new SimdBackend(new WasmHeap(16 * MiB, true)), async (simd) => {
      const startAndStop = async (): Promise<void> => {
        await simd.configure({ threads: 2 });
        await threadsUp(simd);
        await simd.configure({ threads: 1 });
      };
      // What Node itself keeps once it has had threads.
      for (let time = 0; time < 50; time++) await startAndStop();
      const [threads, { rss }] = [numThreads(), process.memoryUsage()];
      for (let time = 0; time < TIMES; time++) await startAndStop();
      assert.equal(numThreads(), threads);
      const grown = process.memoryUsage().rss - rss;
      console.log(`      grew by ${(grown / MiB).toFixed(1)} MiB through ${TIMES} starts`);
      // A thread that stayed would keep 5 MiB or more; the garbage of JavaScript comes and goes by less than this.
      assert.isBelow(grown, 64 * MiB);
      assert.deepEqual(simd.heap.use().blocks, 0);
    });
  });
});
