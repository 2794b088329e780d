import { availableParallelism } from 'node:os';
import '../../src/backends/simd/register.js';
import { getBackend } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { backendInfo } from '../../src/backends/backendInfo.js';
import { fused } from '../../src/backends/simd/generated/kernels.js';
import { setBackend } from '../../src/engine/backend.js';

describe('backendInfo', () => {
  it('names the backend, and the build of the kernels that this engine validates', async () => {
    const before = getBackend();
    assert.deepEqual(backendInfo(), { name: before });
    await setBackend('simd');
    const build = WebAssembly.validate(Buffer.from(fused, 'base64')) ? 'fused' : 'plain';
    assert.deepEqual(backendInfo(), { name: 'simd', build, threads: availableParallelism() });
    await setBackend(before);
  });
});
