import { ones, tensor, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { dotProductAttention, gradientsByTensors, mixHeads, talkingHeadsAttention } from '../../src/index.js';
import { array, type NdArray } from '../float64/array.js';
import { attention } from '../float64/attention.js';
import { attentionGradients } from '../float64/attentionGradients.js';
import type { AttentionInputs } from '../float64/AttentionInputs.js';
import { Random } from '../float64/random.js';
import { numbers } from '../float64/scalar.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertClose, assertSameBits, largest } from '../helpers/assertClose.js';
import { assertRefuses } from './assertRefuses.js';
import { IMPLEMENTATIONS } from '../helpers/attentionImplementations.js';

const NAMES = ['query', 'key', 'value', 'preSoftmaxWeight', 'postSoftmaxWeight'] as const;

/** Results and gradients against double precision, to 1e-5 of the largest value. */
function assertLikeDouble(b: number, q: number, k: number, h: number, d: number, causal = false): void {
  const random = new Random(q + k + h);
  const inputs: AttentionInputs = {
    query: random.normals([b, q, h, d]),
    key: random.normals([b, k, h, d]),
    value: random.normals([b, k, h, d]),
    preSoftmaxWeight: random.normals([h, h], 1 / Math.sqrt(h)),
    postSoftmaxWeight: random.normals([h, h], 1 / Math.sqrt(h)),
  };
  const cotangent = random.normals([b, q, h, d]);
  const want = attention(numbers, inputs, { causal }).output;
  const slopes = attentionGradients(numbers, inputs, { output: cotangent }, { causal });
  const floor = Math.max(...NAMES.map((name) => largest(slopes[name]!.values))) / 10;
  for (const implementation of IMPLEMENTATIONS) {
    tidy(() => {
      const tensors = NAMES.map((name) => toTensor(inputs[name]!));
      const [query, key, value, pre, post] = tensors;
      const run = (): Tensor => talkingHeadsAttention(query, key, value, pre, post, { implementation, causal });
      const got = gradientsByTensors(run, tensors, toTensor(cotangent));
      assertClose(got.value, want.values, 1e-5 * largest(want.values), implementation);
      got.gradients.forEach((gradient, i) => {
        const { values } = slopes[NAMES[i]]!;
        assertClose(gradient, values, 1e-5 * Math.max(floor, largest(values)), `${implementation}, ${NAMES[i]}`);
      });
    });
  }
}

describe('hostile/lengths', function () {
  this.timeout(120_000);

  for (const [q, k] of [
    [1, 1],
    [1, 4096],
    [4096, 1],
    [17, 1000],
    [1000, 17],
  ]) {
    for (const causal of [false, true]) {
      it(`attention of ${q} queries and ${k} keys${causal ? ', causal' : ''}`, () => {
        assertLikeDouble(1, q, k, 2, 2, causal);
      });
    }
  }

  it('attention of 4,096 by 4,096 with nothing to choose by is the mean of the values so far', () => {
    const length = 4096;
    const random = new Random(1);
    const values = random.normals([1, length, 1, 2]);
    const [value, query, one] = [toTensor(values), zeros([1, length, 1, 1]), ones([1, 1])];
    const means = runningMeans(values);
    const output = talkingHeadsAttention(query, query, value, one, one, { causal: true, implementation: 'recompute' });
    assertClose(output, means.values, 1e-5 * largest(means.values));
    for (const x of [value, query, one, output]) x.dispose();
  });

  it('attention of 512 heads of size 1, and of a single head', () => {
    assertLikeDouble(1, 2, 3, 512, 1);
    assertLikeDouble(2, 5, 4, 1, 7);
  });

  it('512 heads without mixing are 512 attentions of one head', () => {
    tidy(() => {
      const random = new Random(3);
      const [q, k, v] = [2, 3, 3].map((length) => random.normals([1, length, 512, 1]));
      for (const implementation of IMPLEMENTATIONS) {
        const together = dotProductAttention(toTensor(q), toTensor(k), toTensor(v), { implementation }).dataSync();
        for (const head of [0, 1, 255, 511]) {
          const [query, key, value] = [q, k, v].map((x) => toTensor(headOf(x, head)));
          const alone = dotProductAttention(query, key, value, { implementation });
          assertSameBits([together[head], together[512 + head]], alone, `head ${head}`);
        }
      }
    });
  });

  it('sizes of zero give nothing of the right shape, zeros where nothing is attended, and gradients of zero', () => {
    for (const implementation of IMPLEMENTATIONS) {
      for (const [b, q, k, h, v] of [
        [0, 2, 3, 2, 2],
        [2, 0, 3, 2, 2],
        [2, 2, 0, 2, 2],
        [2, 2, 3, 0, 2],
        [2, 2, 3, 2, 0],
        [0, 0, 0, 0, 0],
      ]) {
        for (const causal of [false, true]) {
          tidy(() => {
            const inputs = [ones([b, q, h, 2]), ones([b, k, h, 2]), ones([b, k, h, v]), ones([h, h]), ones([h, h])];
            const [query, key, value, pre, post] = inputs;
            const options = { implementation, causal, mask: ones([q, k], 'bool'), bias: ones([h, q, k]) };
            const run = (): Tensor => talkingHeadsAttention(query, key, value, pre, post, options);
            const got = gradientsByTensors(run, inputs);
            assert.deepEqual(got.value.shape, [b, q, h, v]);
            assertSameBits(got.value, new Float32Array(b * q * h * v));
            got.gradients.forEach((gradient, i) => {
              assert.deepEqual(gradient.shape, inputs[i].shape);
              assertSameBits(gradient, new Float32Array(inputs[i].size));
            });
          });
        }
      }
    }
  });

  it('a key dim of zero has no default scale, and with one attends evenly', () => {
    const [query, value] = [zeros([1, 2, 1, 0]), tensor([1, 3], [1, 2, 1, 1])];
    assertRefuses(
      () => dotProductAttention(query, query, value),
      'dotProductAttention: scale must be given where query and key have size 0, got none',
    );
    for (const implementation of IMPLEMENTATIONS) {
      const output = dotProductAttention(query, query, value, { scale: 1, implementation });
      assertSameBits(output, [2, 2]);
      output.dispose();
    }
    for (const x of [query, value]) x.dispose();
  });

  it('mixing no heads gives zeros, and to no heads nothing', () => {
    tidy(() => {
      assertSameBits(mixHeads(zeros([0, 2, 2]), zeros([0, 3])), new Float32Array(12));
      assert.deepEqual(mixHeads(ones([2, 2, 2]), zeros([2, 0])).shape, [0, 2, 2]);
    });
  });
});

function runningMeans({ shape, values }: NdArray): NdArray {
  const sums = [0, 0];
  const means = values.map((value, i) => (sums[i % 2] += value) / (Math.floor(i / 2) + 1));
  return array(shape, means);
}

/** One head of `[1, t, h, 1]`. */
function headOf(x: NdArray, head: number): NdArray {
  const [, length, heads] = x.shape;
  const values = Array.from({ length }, (_, t) => x.values[t * heads + head]);
  return array([1, length, 1, 1], values);
}
