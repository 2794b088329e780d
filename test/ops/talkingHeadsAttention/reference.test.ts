import { tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { additiveMask, attend, headsFirst, referenceScores } from '../../../src/ops/talkingHeadsAttention/reference.js';
import { assertClose, assertSameBits } from '../../helpers/assertClose.js';

describe('ops/talkingHeadsAttention/reference', () => {
  it('mixes the logits from input head to output head, and the weights likewise', () => {
    tidy(() => {
      // One query, two keys, two heads: head 0 has the logits [ln 3, 0], head 1 has none.
      const query = tensor([[[[Math.log(3)], [0]]]]);
      const key = tensor([
        [
          [[1], [1]],
          [[0], [1]],
        ],
      ]);
      const swap = tensor([
        [0, 1],
        [0, 0],
      ]);
      const keep = tensor([
        [1, 0],
        [0, 1],
      ]);
      const scores = (preSoftmaxWeight: typeof swap, postSoftmaxWeight: typeof swap): Float32Array =>
        referenceScores({ query, key, preSoftmaxWeight, postSoftmaxWeight, scale: 1 }).dataSync<'float32'>();
      assertClose(scores(keep, keep), [0.75, 0.25, 0.5, 0.5], 1e-7);
      assertClose(scores(swap, keep), [0.5, 0.5, 0.75, 0.25], 1e-7);
      assertClose(scores(keep, swap), [0, 0, 0.75, 0.25], 1e-7);
      assertClose(
        scores(
          keep,
          tensor([
            [2, 0],
            [-4, 0],
          ]),
        ),
        [-0.5, -1.5, 0, 0],
        1e-6,
      );
    });
  });

  it('masks after the mix', () => {
    tidy(() => {
      const query = zeros([1, 1, 2, 1]);
      const key = zeros([1, 2, 2, 1]);
      const mask = tensor([1, 0], [1, 1, 1, 2], 'bool');
      const negative = tensor([
        [-1, -1],
        [-1, -1],
      ]);
      const scores = referenceScores({ query, key, preSoftmaxWeight: negative, mask, scale: 1 });
      assertSameBits(scores, [1, 0, 1, 0]);
    });
  });

  it('attends: each score times its value, summed over keys', () => {
    tidy(() => {
      const scores = tensor([1, 2, -1, 0], [1, 2, 1, 2]);
      const value = tensor([1, 10, 100, 1000], [1, 2, 2, 1]);
      assertSameBits(attend(scores, value), [201, -10]);
    });
  });

  it('headsFirst exchanges positions and heads, and back', () => {
    tidy(() => {
      const x = tensor([1, 2, 3, 4, 5, 6], [1, 3, 2, 1]);
      assertSameBits(headsFirst(x), [1, 3, 5, 2, 4, 6]);
      assertSameBits(headsFirst(headsFirst(x)), x);
    });
  });

  it('the additive mask is 0 where true, −1e9 where false, between for a fraction', () => {
    tidy(() => {
      assertClose(additiveMask(tensor([true, false], [2], 'bool')), [0, -1e9], 0);
      assertClose(additiveMask(tensor([0.75])), [-2.5e8], 0);
    });
  });
});
