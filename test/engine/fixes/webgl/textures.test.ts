import { getBackend, memory } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Transformer } from '../../../../src/models/Transformer.js';
import { AdamW } from '../../../../src/optimizers/AdamW.js';
import { train } from '../../../../src/training/train.js';

/** What the webgl backend adds to the engine's numbers. */
interface GpuMemory {
  numBytesInGPU: number;
  numBytesInGPUAllocated: number;
}

const gpuMemory = (): GpuMemory => {
  const { numBytesInGPU, numBytesInGPUAllocated } = memory() as unknown as GpuMemory;
  return { numBytesInGPU, numBytesInGPUAllocated };
};

if (getBackend() === 'webgl') {
  describe('textures', () => {
    it('in use and allocated are as many after each step of training, once the first few are done', async () => {
      const model = new Transformer({
        vocabularySize: 7,
        contextLength: 8,
        numLayers: 1,
        width: 8,
        numHeads: 2,
        seed: 1,
      });
      const optimizer = new AdamW();
      const data = Int32Array.from({ length: 60 }, (_, i) => (i * i) % 7);
      const levels: GpuMemory[] = [];
      for await (const { kind } of train(model, { data, optimizer, batchSize: 4, steps: 30 })) {
        if (kind === 'step') levels.push(gpuMemory());
      }
      for (const level of levels.slice(5)) assert.deepEqual(level, levels[4]);
      const used = gpuMemory().numBytesInGPU;
      model.dispose();
      optimizer.dispose();
      assert.isBelow(gpuMemory().numBytesInGPU, used);
    });
  });
}
