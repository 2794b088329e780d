import { assert } from 'chai';
import { memory } from '@tensorflow/tfjs-core';
import { setImmediate } from 'node:timers/promises';
import { SimdBackend } from '../../src/backends/simd/SimdBackend.js';
import { WasmHeap } from '../../src/backends/simd/WasmHeap.js';
import { withSimd } from '../backends/simd/withSimd.js';
import { TinyTraining } from '../backends/simd/threads/TinyTraining.js';

const STEPS = 10_000;
const LENGTHS = [3, 17, 64, 5, 40];

describe('simd: ten thousand steps of alternating lengths', () => {
  it('return to the level after the first of each, to the tensor and the byte', async () => {
    await withSimd(new SimdBackend(new WasmHeap(32 * 2 ** 20)), async ({ heap }) => {
      const training = new TinyTraining({ width: 8, batchSize: 2, length: 64 });
      const level = (): object => {
        const { numTensors, numDataBuffers, numBytes } = memory();
        return { numTensors, numDataBuffers, numBytes, ...heap.use(), reserved: heap.memory.buffer.byteLength };
      };
      for (const length of [...LENGTHS, ...LENGTHS]) await training.step(length);
      const atFirst = level();
      const begin = performance.now();
      for (let step = 0; step < STEPS; step++) {
        await training.step(LENGTHS[step % LENGTHS.length]);
        if (step % 100 === 99) {
          assert.deepEqual(level(), atFirst, `step ${step}`);
          await setImmediate();
        }
      }
      console.log(`      ${((performance.now() - begin) / STEPS).toFixed(2)} ms a step`);
      training.dispose();
      assert.equal(heap.use().blocks, 0);
    });
  });
});
