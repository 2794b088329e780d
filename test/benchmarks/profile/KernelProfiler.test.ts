import { add, getKernel, matMul, ones, reshape, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { KernelProfiler } from '../../../benchmarks/profile/KernelProfiler.js';
import '../../../src/backends/simd/register.js';
import { setBackend } from '../../../src/engine/backend.js';

describe('KernelProfiler', () => {
  it('counts calls, bytes and operations of what runs while it lasts', async () => {
    await setBackend('simd', { threads: 1 });
    const before = getKernel('BatchMatMul', 'simd');
    const profiler = new KernelProfiler('simd');
    try {
      tidy(() => {
        const product = matMul(ones([5, 7, 3]), ones([5, 7, 11]), true);
        add(reshape(product, [5 * 33]), 1);
      });
    } finally {
      profiler.end();
    }
    assert.equal(getKernel('BatchMatMul', 'simd'), before);
    tidy(() => void matMul(ones([2, 2]), ones([2, 2])));
    await setBackend('cpu');

    const { records } = profiler;
    const { calls, bytes, operations, ms } = records.get('BatchMatMul')!;
    assert.deepEqual([calls, bytes, operations], [1, 4 * 5 * (21 + 77 + 33), 2 * 5 * 7 * 33]);
    assert.isAbove(ms, 0);
    assert.equal(records.get('Add')!.bytes, 4 * (165 + 1 + 165));
    assert.equal(records.get('Add')!.operations, 0);
    // It moves nothing: the result is its input under another shape.
    assert.equal(records.get('Reshape')!.bytes, 0);
  });
});
