import {
  add,
  engine,
  getBackend,
  getKernel,
  matMul,
  mul,
  ones,
  reshape,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { registerKernel, tidy, unregisterKernel } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { KernelProfiler } from '../../../benchmarks/profile/KernelProfiler.js';
import '../../../src/backends/simd/register.js';
import { setBackend } from '../../../src/engine/backend.js';
import { gradientsByTensors } from '../../../src/engine/gradients.js';
import { linear, linearEach } from '../../../src/ops/linear.js';

describe('KernelProfiler', () => {
  let before: string;

  beforeEach(async () => {
    before = getBackend();
    await setBackend('simd');
  });

  afterEach(() => setBackend(before));

  it('counts calls, bytes and operations of what runs while it lasts', () => {
    const kernel = getKernel('BatchMatMul', 'simd');
    const profiler = new KernelProfiler('simd');
    try {
      tidy(() => {
        const product = matMul(ones([5, 7, 3]), ones([5, 7, 11]), true);
        add(reshape(product, [5 * 33]), 1);
        const weights = [ones([4, 5]), ones([4, 3])];
        const [x, bias] = [ones([6, 4]), ones([5])];
        linear(x, weights[0], bias);
        const each = (): Tensor => {
          const [one, other] = linearEach(x, [{ kernel: weights[0], bias }, { kernel: weights[1] }]);
          return mul(sum(one), sum(other));
        };
        gradientsByTensors(each, [x, weights[1], bias]);
      });
    } finally {
      profiler.end();
    }
    assert.equal(getKernel('BatchMatMul', 'simd'), kernel);
    tidy(() => void matMul(ones([2, 2]), ones([2, 2])));

    const { records } = profiler;
    const { calls, bytes, operations, ms } = records.get('BatchMatMul')!;
    assert.deepEqual([calls, bytes, operations], [1, 4 * 5 * (21 + 77 + 33), 2 * 5 * 7 * 33]);
    assert.isAbove(ms, 0);
    assert.equal(records.get('linear')!.operations, 2 * 6 * 4 * 5 + 2 * 6 * 4 * 8);
    // By x and by one of the two kernels; sums are no products.
    assert.equal(records.get('linearGradient')!.operations, 2 * 6 * 4 * 8 + 2 * 6 * 4 * 3);
    assert.equal(records.get('Add')!.bytes, 4 * (165 + 1 + 165));
    assert.equal(records.get('Add')!.operations, 0);
    // It moves nothing: the result is its input under another shape.
    assert.equal(records.get('Reshape')!.bytes, 0);
  });

  it('counts once what a kernel changes in place, and answers with nothing', () => {
    registerKernel({ kernelName: 'changeInPlace', backendName: 'simd', kernelFunc: () => [] });
    const profiler = new KernelProfiler('simd');
    try {
      tidy(() => void engine().runKernel('changeInPlace', { x: ones([3, 5]) }));
    } finally {
      profiler.end();
      unregisterKernel('changeInPlace', 'simd');
    }
    assert.equal(profiler.records.get('changeInPlace')!.bytes, 60);
  });
});
