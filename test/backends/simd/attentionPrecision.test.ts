import { mul, sum, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../../src/engine/gradients.js';
import type { AttentionImplementation } from '../../../src/ops/talkingHeadsAttention/AttentionOptions.js';
import {
  dotProductAttention,
  talkingHeadsAttention,
} from '../../../src/ops/talkingHeadsAttention/talkingHeadsAttention.js';
import type { NdArray } from '../../float64/array.js';
import { attention } from '../../float64/attention.js';
import { attentionGradients } from '../../float64/attentionGradients.js';
import { attentionTensors, type AttentionInputs, type AttentionOptions } from '../../float64/AttentionInputs.js';
import { Random } from '../../float64/random.js';
import { numbers } from '../../float64/scalar.js';
import { largest } from '../../helpers/assertClose.js';
import { onBackend } from './onBackend.js';

interface Sizes {
  b: number;
  q: number;
  k: number;
  h: number;
  d: number;
  v: number;
  mixes?: boolean;
  bias?: boolean;
  mask?: boolean;
  causal?: boolean;
}

const CASES: Sizes[] = [
  { b: 1, q: 48, k: 48, h: 8, d: 64, v: 64, mixes: true, causal: true },
  { b: 2, q: 33, k: 47, h: 4, d: 32, v: 16, mixes: true, bias: true },
  { b: 1, q: 70, k: 70, h: 12, d: 16, v: 16, mixes: true, mask: true },
  { b: 1, q: 17, k: 300, h: 4, d: 32, v: 32, mixes: true },
  { b: 1, q: 300, k: 17, h: 4, d: 32, v: 8, mixes: true, causal: true, bias: true },
  { b: 2, q: 64, k: 64, h: 4, d: 32, v: 32, causal: true, mask: true },
];

/** What stays of float32: a millionth of the largest number, or five times the error of the plain operations. */
const bound = (scale: number, plain: number): number => Math.max(1e-6 * scale, 5 * plain);

describe('simd attention in double precision', () => {
  CASES.forEach(({ b, q, k, h, d, v, mixes, bias, mask, causal = false }, n) => {
    const options = Object.entries({ mixes, bias, mask, causal }).flatMap(([name, given]) => (given ? [name] : []));
    it(`errs by little: b ${b}, q ${q}, k ${k}, h ${h}, d ${d}, v ${v}, ${options.join(', ')}`, async function () {
      this.timeout(120_000);
      const random = new Random(n + 1);
      const inputs: AttentionInputs = {
        query: random.normals([b, q, h, d]),
        key: random.normals([b, k, h, d]),
        value: random.normals([b, k, h, v]),
        ...(mixes && { preSoftmaxWeight: random.normals([h, h]), postSoftmaxWeight: random.normals([h, h]) }),
        ...(bias && { bias: random.normals([h, q, k]) }),
      };
      const shows = random.normals([b, 1, q, k]);
      const hides: AttentionOptions['mask'] = { ...shows, values: shows.values.map((x) => x > -0.5) };
      const exact = { causal, ...(mask && { mask: hides }) };
      const output = random.normals([b, q, h, v]);
      const names = attentionTensors(inputs);
      const truth = attentionGradients(numbers, inputs, { output }, exact);
      const wanted: NdArray[] = [attention(numbers, inputs, exact).output, ...names.map((name) => truth[name]!)];

      const results = (implementation: AttentionImplementation): Promise<number[][]> =>
        onBackend('simd', () => {
          const made = names.map((name) => tensor(inputs[name]!.values, [...inputs[name]!.shape]));
          const given = Object.fromEntries(names.map((name, i) => [name, made[i]])) as Record<string, Tensor>;
          const all = {
            ...{ implementation, causal, bias: given.bias },
            ...(mask && { mask: tensor(hides.values, [...hides.shape], 'bool') }),
          };
          const { query, key, value, preSoftmaxWeight: before, postSoftmaxWeight: after } = given;
          const compute = (): Tensor =>
            mixes
              ? talkingHeadsAttention(query, key, value, before, after, all)
              : dotProductAttention(query, key, value, all);
          const cotangent = tensor(output.values, [...output.shape]);
          const { gradients } = gradientsByTensors(() => sum(mul(compute(), cotangent)), made);
          return [compute(), ...gradients];
        });
      const errors = (got: number[][]): number[] =>
        got.map((one, i) => largest(one.map((x, j) => x - wanted[i].values[j])));
      const [fused, plain] = [errors(await results('fused')), errors(await results('reference'))];
      ['output', ...names].forEach((name, i) => {
        assert.isAtMost(fused[i], bound(largest(wanted[i].values), plain[i]), `${name}, plain ${plain[i]}`);
      });
    });
  });
});
