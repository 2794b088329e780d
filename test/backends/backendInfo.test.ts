import { availableParallelism } from 'node:os';
import '../../src/backends/simd/register.js';
import { getBackend } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { backendInfo } from '../../src/backends/backendInfo.js';
import { fused } from '../../src/backends/simd/generated/kernels.js';
import { SimdBackend } from '../../src/backends/simd/SimdBackend.js';
import { setBackend } from '../../src/engine/backend.js';
import { withSimd } from './simd/withSimd.js';

describe('backendInfo', () => {
  it('names the backend', async () => {
    const before = getBackend();
    await setBackend('cpu');
    assert.deepEqual(backendInfo(), { name: 'cpu' });
    await setBackend(before);
  });

  it('tells the build that this engine validates, and how many threads there will be and are', async () => {
    const build = WebAssembly.validate(Buffer.from(fused, 'base64')) ? 'fused' : 'plain';
    await withSimd(new SimdBackend(), async () => {
      assert.deepEqual(backendInfo(), { name: 'simd', build, threads: availableParallelism(), running: 1 });
      await setBackend('simd', { threads: 3, build: 'plain' });
      assert.deepEqual(backendInfo(), { name: 'simd', build: 'plain', threads: 3, running: 1 });
    });
  });
});
