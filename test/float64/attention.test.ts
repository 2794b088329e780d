import { assert } from 'chai';
import { assertClose } from '../helpers/assertClose.js';
import { array, filled, mapArray, type NdArray } from './array.js';
import { attention } from './attention.js';
import { attentionCase } from './attentionCase.js';
import type { AttentionInputs, AttentionOptions } from './AttentionInputs.js';
import { einsum } from './einsum.js';
import { mixHeads } from './mixHeads.js';
import { Random } from './random.js';
import { numbers } from './scalar.js';
import { softmax } from './softmax.js';

/** Two queries and three keys of one head, whose logits are logarithms: weights can be read off. */
const log = (values: number[]): number[] => values.map(Math.log);
const oneHead: AttentionInputs = {
  query: array([1, 2, 1, 1], [1, 2]),
  key: array([1, 3, 1, 1], log([1, 2, 5])),
  value: array([1, 3, 1, 1], [1, 10, 100]),
};

describe('float64/attention', () => {
  it('weighs values by the softmax of scaled logits', () => {
    const { output, scores } = attention(numbers, oneHead);
    assertClose(scores.values, [1 / 8, 2 / 8, 5 / 8, 1 / 30, 4 / 30, 25 / 30], 1e-15);
    assertClose(output.values, [521 / 8, 2541 / 30], 1e-13);
    assert.deepEqual(
      [output.shape, scores.shape],
      [
        [1, 2, 1, 1],
        [1, 1, 2, 3],
      ],
    );
  });

  it('scales logits by 1/√d unless told', () => {
    const [query, key] = [
      filled([1, 1, 1, 4], 1),
      array([1, 2, 1, 4], [...filled([4], 0).values, ...log([3, 3, 3, 3])]),
    ];
    const inputs = { query, key, value: filled([1, 2, 1, 1], 1) };
    assertClose(attention(numbers, inputs).scores.values, [1 / 10, 9 / 10], 1e-15);
    assertClose(attention(numbers, inputs, { scale: 0.25 }).scores.values, [1 / 4, 3 / 4], 1e-15);
  });

  it('adds the bias to the mixed logits', () => {
    const bias = array([3], log([5, 1, 1 / 5]));
    const preSoftmaxWeight = array([1, 1], [2]);
    const { scores } = attention(numbers, { ...oneHead, bias, preSoftmaxWeight });
    assertClose(scores.values.slice(0, 3), [5 / 14, 4 / 14, 5 / 14], 1e-15);
  });

  it('mixes after the softmax, and returns scores before dropout', () => {
    const dropoutMask = array([1, 1, 2, 3], [2, 0, 2, 2, 2, 0]);
    const inputs = { ...oneHead, postSoftmaxWeight: array([1, 1], [-3]) };
    const { output, scores } = attention(numbers, inputs, { dropoutMask });
    assertClose(
      scores.values,
      [1 / 8, 2 / 8, 5 / 8, 1 / 30, 4 / 30, 25 / 30].map((w) => -3 * w),
      1e-14,
    );
    assertClose(output.values, [-3 * (501 / 8) * 2, -3 * (41 / 30) * 2], 1e-12);
  });

  it('hides masked keys, whatever the masking', () => {
    for (const masking of ['robust', 'additive'] as const) {
      const masks = [array([2, 3], [true, false, true, true, true, true]), array([2, 3], [1, 0, 1, 1, 1, 1])];
      for (const mask of masks) {
        const { scores } = attention(numbers, oneHead, { mask, masking });
        assertClose(scores.values, [1 / 6, 0, 5 / 6, 1 / 30, 4 / 30, 25 / 30], 1e-15);
        assert.equal(scores.values[1], 0);
      }
    }
  });

  it('hides keys after the query from a causal row, on top of the mask', () => {
    const { scores } = attention(numbers, oneHead, { causal: true });
    assertClose(scores.values, [1, 0, 0, 1 / 5, 4 / 5, 0], 1e-15);
    const masked = attention(numbers, oneHead, { causal: true, mask: array([3], [false, true, true]) });
    assertClose(masked.scores.values, [0, 0, 0, 0, 1, 0], 0);
  });

  it('takes fractions by a threshold or as a penalty', () => {
    const mask = array([3], [1, 0.5, 0.75]);
    const robust = attention(numbers, oneHead, { mask });
    assertClose(robust.scores.values.slice(0, 3), [1 / 6, 0, 5 / 6], 1e-15);
    const almost = array([3], [1, 1 - Math.log(2) / 1e9, 1]);
    const additive = attention(numbers, oneHead, { mask: almost, masking: 'additive' });
    // 1 − mask keeps about seven digits of the logarithm.
    assertClose(additive.scores.values.slice(0, 3), [1 / 7, 1 / 7, 5 / 7], 1e-7);
  });

  it('gives zeros in a row with nothing to attend to, or the plain softmax when masks are added', () => {
    const mask = array([2, 1], [false, true]);
    const robust = attention(numbers, oneHead, { mask });
    assert.deepEqual(robust.scores.values.slice(0, 3), [0, 0, 0]);
    assert.equal(robust.output.values[0], 0);
    const additive = attention(numbers, oneHead, { mask, masking: 'additive' });
    assertClose(additive.scores.values.slice(0, 3), [1 / 8, 2 / 8, 5 / 8], 1e-6);
  });

  it('does not read keys and values that no head of a query attends to', () => {
    const poisoned = {
      ...oneHead,
      key: array([1, 3, 1, 1], [...oneHead.key.values.slice(0, 2), NaN]),
      value: array([1, 3, 1, 1], [1, 10, Infinity]),
    };
    const mask = array([3], [true, true, false]);
    assert.deepEqual(attention(numbers, poisoned, { mask }), attention(numbers, oneHead, { mask }));
  });

  it('masks each mixed head by itself', () => {
    const random = new Random(3);
    const inputs = {
      query: random.normals([1, 1, 2, 2]),
      key: random.normals([1, 2, 2, 2]),
      value: random.normals([1, 2, 2, 1]),
      preSoftmaxWeight: random.normals([2, 2]),
    };
    const mask = array([2, 1, 2], [true, false, false, true]);
    assert.deepEqual(attention(numbers, inputs, { mask }).scores.values, [1, 0, 0, 1]);
  });

  it('is the composition of the other references', () => {
    const random = new Random(4);
    for (let n = 0; n < 40; n++) {
      const { inputs, options } = attentionCase(random);
      const { output, scores } = composed(inputs, options);
      const got = attention(numbers, inputs, options);
      assert.deepEqual([got.output.shape, got.scores.shape], [output.shape, scores.shape]);
      assertClose(got.scores.values, scores.values, 1e-13, `scores of case ${n}`);
      assertClose(got.output.values, output.values, 1e-12, `output of case ${n}`);
    }
  });
});

/** Attention in whole arrays: einsums, mixes and a softmax, with the masks put in by hand. */
function composed(inputs: AttentionInputs, options: AttentionOptions): { output: NdArray; scores: NdArray } {
  const { query, key, value, preSoftmaxWeight, postSoftmaxWeight, bias } = inputs;
  const scale = options.scale ?? query.shape[3] ** -0.5;
  const products = einsum(numbers, 'bqhd,bkhd->bhqk', [query, key]);
  const logits = mapArray(products, (product) => product * scale);
  const mixed = preSoftmaxWeight ? mixHeads(numbers, logits, preSoftmaxWeight) : logits;
  const zeros = filled(mixed.shape, 0);
  // A product with ones broadcasts.
  const spread = (x: NdArray): NdArray => einsum(numbers, '...,...->...', [mapArray(zeros, () => 1), x]);
  const biases = bias ? spread(bias) : zeros;
  const given = options.mask
    ? spread({ shape: options.mask.shape, values: options.mask.values.map(Number) })
    : undefined;
  const [q, k] = mixed.shape.slice(2);
  const shares = mapArray(zeros, (_, i) => {
    const hidden = options.causal === true && i % k > Math.floor(i / k) % q;
    return hidden ? 0 : (given?.values[i] ?? 1);
  });
  const additive = options.masking === 'additive';
  const biased = mapArray(mixed, (logit, i) => {
    const sum = logit + biases.values[i];
    return additive ? sum + (1 - shares.values[i]) * -1e9 : sum;
  });
  const mask = additive ? undefined : mapArray(shares, (share) => share > 0.5);
  const weights = softmax(numbers, biased, { mask });
  const scores = postSoftmaxWeight ? mixHeads(numbers, weights, postSoftmaxWeight) : weights;
  const kept = mapArray(scores, (score, i) => score * (options.dropoutMask?.values[i] ?? 1));
  return { output: einsum(numbers, 'bhqk,bkhv->bqhv', [kept, value]), scores };
}
