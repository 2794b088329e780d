import { getBackend, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import fc from 'fast-check';
import { dotProductAttention, RandomKey, talkingHeadsAttention, type AttentionOptions } from '../../src/index.js';
import { dropoutMask } from '../../src/ops/dropout.js';
import { array, type NdArray } from '../float64/array.js';
import type { AttentionInputs } from '../float64/AttentionInputs.js';
import { attentionDefinition, softmaxBlur, type DefinedOptions } from './attentionDefinition.js';
import { assertRight } from './assertRight.js';
import type { HostileCall } from './HostileCall.js';
import { hostileSpec, type HostileSpec } from './HostileSpec.js';
import { fill, float, size, truths, type TensorSpec } from './TensorSpec.js';

type Options = Omit<AttentionOptions, 'mask' | 'bias' | 'randomKey'> & { returnScores?: boolean; seed?: number };

/** Shapes of masks, by the sizes of the scores. */
const MASKS: ((b: number, h: number, q: number, k: number) => number[] | undefined)[] = [
  () => undefined,
  (_b, _h, q, k) => [q, k],
  (b, _h, q, k) => [b, q, k],
  (b, h, q, k) => [b, h, q, k],
  (b, _h, _q, k) => [b, 1, 1, k],
  (_b, _h, q) => [q, 1],
];

const calls = (mixes: boolean): fc.Arbitrary<HostileCall<Options>> =>
  fc
    .record({
      b: fc.constantFrom(0, 1, 1, 2, 2),
      q: size,
      k: size,
      h: fc.oneof(fc.integer({ min: 1, max: 3 }), size),
      d: fc.integer({ min: 1, max: 4 }),
      v: size,
      fills: fc.array(fill, { minLength: 6, maxLength: 6 }),
      mask: fc.constantFrom(...MASKS),
      isBool: fc.boolean(),
      bias: fc.constantFrom('none', 'none', 'keys', 'full'),
      options: fc.record({
        causal: fc.constantFrom(undefined, false, true),
        masking: fc.constantFrom(undefined, 'robust' as const, 'additive' as const),
        implementation: fc.constantFrom(undefined, 'auto' as const, 'reference' as const, 'recompute' as const),
        dropoutRate: fc.constantFrom(undefined, 0, 0, 0.25, 1),
        scale: fc.constantFrom(undefined, undefined, 0.5, 0, -3),
        returnScores: fc.boolean(),
        seed: fc.constant(7),
      }),
    })
    .map(({ b, q, k, h, d, v, fills, mask, isBool, bias, options }) => {
      const tensors: Record<string, TensorSpec> = {
        query: float([b, q, h, d], fills[0]),
        key: float([b, k, h, d], fills[1]),
        value: float([b, k, h, v], fills[2]),
      };
      if (mixes) {
        tensors.preSoftmaxWeight = float([h, h], fills[3]);
        tensors.postSoftmaxWeight = float([h, h], fills[4]);
      }
      if (bias !== 'none') tensors.bias = float(bias === 'full' ? [b, h, q, k] : [h, 1, k], fills[5]);
      const shape = mask(b, h, q, k);
      const seed = fills[5].seed + 1;
      if (shape !== undefined) {
        tensors.mask = isBool ? truths(shape, seed) : { ...float(shape, { kind: 'ordinary', seed }), largest: 2 };
      }
      return { tensors, options };
    });

const attentionSpec = (name: string, mixes: boolean): HostileSpec =>
  hostileSpec<Options>({
    name,
    runs: 900,
    valid: calls(mixes),
    hostile: {
      dropoutRate: [-0.5, 1.5, NaN, '0'],
      scale: [NaN, Infinity, '1'],
      masking: ['none', ''],
      implementation: ['flash', 3],
      causal: [1, 'yes'],
      seed: [undefined],
    },
    run: ({ query, key, value, preSoftmaxWeight, postSoftmaxWeight, bias, mask }, { seed, ...options }) => {
      const randomKey = seed === undefined ? undefined : RandomKey.fromSeed(seed);
      const given = { ...options, bias, mask, randomKey } as AttentionOptions & { returnScores: true };
      if (!mixes) return dotProductAttention(query, key, value, given);
      return talkingHeadsAttention(query, key, value, preSoftmaxWeight, postSoftmaxWeight, given);
    },
    check: (got: Tensor | Tensor[], { mask, ...inputs }, options) => {
      const { causal = false, masking = 'robust', returnScores = false, dropoutRate = 0, seed = 0 } = options;
      const { query, key } = inputs;
      const shape = [query.shape[0], query.shape[2], query.shape[1], key.shape[1]];
      const defined: DefinedOptions = {
        causal,
        masking,
        scale: options.scale ?? 1 / Math.sqrt(query.shape[3]),
        mask: mask && aligned(mask),
        dropoutMask: dropoutRate > 0 ? factors(shape, dropoutRate, seed) : undefined,
      };
      const attended = inputs as unknown as AttentionInputs;
      const { output, scores, terms, overflows } = attentionDefinition(attended, defined);
      // The cpu backend sums products in double precision.
      const blur = getBackend() === 'cpu' ? 0 : softmaxBlur(attended, defined);
      const results = [got].flat();
      assert.lengthOf(results, returnScores ? 2 : 1);
      const errors = [assertRight(results[0], output, { terms: terms.output.values, overflows, blur })];
      if (returnScores) errors.push(assertRight(results[1], scores, { terms: terms.scores.values, overflows, blur }));
      return Math.max(...errors);
    },
  });

/** Attention, held to its definition in double precision. */
export const attentionSpecs: HostileSpec[] = [
  attentionSpec('talkingHeadsAttention', true),
  attentionSpec('dotProductAttention', false),
];

/** `[b, q, k]` as `[b, 1, q, k]`; other ranks broadcast as they are. */
function aligned(mask: NdArray): NdArray {
  if (mask.shape.length !== 3) return mask;
  return { ...mask, shape: [mask.shape[0], 1, ...mask.shape.slice(1)] };
}

function factors(shape: number[], rate: number, seed: number): NdArray {
  const made = dropoutMask(shape, rate, RandomKey.fromSeed(seed));
  const values = array(shape, made.dataSync());
  made.dispose();
  return values;
}
