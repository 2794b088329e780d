import { tensor, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import {
  attentionMask,
  causalMask,
  hideUnseen,
  mayHide,
} from '../../../src/ops/talkingHeadsAttention/attentionMask.js';
import { assertSameBits } from '../../helpers/assertClose.js';

describe('ops/talkingHeadsAttention/attentionMask', () => {
  it('causalMask shows keys up to the query, counted from the first of both', () => {
    tidy(() => {
      assertSameBits(causalMask(2, 4), [1, 0, 0, 0, 1, 1, 0, 0]);
      assertSameBits(causalMask(3, 1), [1, 1, 1]);
      assert.equal(causalMask(2, 2).dtype, 'bool');
    });
  });

  it('gives no mask where nothing is hidden', () => {
    assert.isUndefined(attentionMask('op', [1, 1, 2, 2], {}));
  });

  it('joins mask and causal mask', () => {
    tidy(() => {
      const mask = tensor([1, 1, 0, 1], [2, 2], 'bool');
      for (const [masking, dtype] of [
        ['robust', 'bool'],
        // Of float32, so that it is added: a row with nothing to attend then attends everywhere.
        ['additive', 'float32'],
      ] as const) {
        const joined = attentionMask('op', [1, 1, 2, 2], { mask, causal: true, masking })!;
        assertSameBits(joined, [1, 0, 0, 1], masking);
        assert.deepEqual([joined.shape, joined.dtype], [[1, 1, 2, 2], dtype]);
      }
    });
  });

  it('with additive masking keeps fractions, but beside a causal mask counts them as true', () => {
    tidy(() => {
      const mask = tensor([0.25, 0.75], [1, 2]);
      const build = (causal: boolean): Tensor =>
        attentionMask('op', [1, 1, 1, 2], { mask, causal, masking: 'additive' })!;
      assertSameBits(build(false), [0.25, 0.75]);
      assertSameBits(build(true), [1, 0]);
      assertSameBits(attentionMask('op', [1, 1, 1, 2], { mask })!, [0, 1]);
    });
  });

  it('hideUnseen zeroes what nobody sees, and only that', () => {
    tidy(() => {
      const column = (): Tensor => tensor([1, 2, 3], [1, 3, 1]);
      const mask = tensor([1, 0, 0, 0, 0, 0, 0, 0, 1], [1, 1, 3, 3], 'bool');
      const { query, key, value } = hideUnseen({ query: column(), key: column(), value: column() }, mask);
      assertSameBits(query, [1, 0, 3]);
      assertSameBits(key, [1, 0, 3]);
      assertSameBits(value, [1, 0, 3]);
    });
  });

  it('mayHide tells when a key or a query can be left out', () => {
    tidy(() => {
      assert.isTrue(mayHide(zeros([1, 1]), false, 2, 2));
      assert.isFalse(mayHide(undefined, false, 2, 5));
      assert.isFalse(mayHide(undefined, true, 5, 5));
      assert.isTrue(mayHide(undefined, true, 2, 5));
    });
  });
});
