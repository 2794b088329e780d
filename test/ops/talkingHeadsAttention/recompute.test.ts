import { engine, ones, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../../src/engine/random/RandomKey.js';
import { talkingHeadsAttention } from '../../../src/ops/talkingHeadsAttention/talkingHeadsAttention.js';
import { Random } from '../../float64/random.js';
import { assertSameBits } from '../../helpers/assertClose.js';
import { attentionArrays, attentionTensors, outputAndGradients } from './attentionSetup.js';

describe('ops/talkingHeadsAttention/recompute', () => {
  it('keeps two numbers per row of scores for the backward pass, the reference the scores', () => {
    const [q, h] = [40, 2];
    const arrays = attentionArrays(new Random(1), { q, k: q, h });
    const scores = h * q * q;
    const kept = (implementation: 'reference' | 'recompute'): number =>
      tidy(() => {
        const tensors = attentionTensors(arrays);
        const given = new Set(tensors.map(({ dataId }) => dataId));
        const sizes = new Map<object, number>();
        const measure = (): void => {
          for (const node of engine().state.activeTape as { saved?: { dataId: object; size: number }[] }[]) {
            for (const { dataId, size } of node.saved ?? []) if (!given.has(dataId)) sizes.set(dataId, size);
          }
        };
        engine().gradients(
          () => {
            const output = talkingHeadsAttention(...tensors, { implementation });
            measure();
            return output;
          },
          tensors,
          ones([1, q, h, 3]),
          true,
        );
        return [...sizes.values()].reduce((total, size) => total + size, 0);
      });
    assert.equal(kept('recompute'), 2 * h * q);
    assert.isAtLeast(kept('reference'), 2 * scores);
  });

  it('draws the same dropout forward and backward: twice the same bits', () => {
    const random = new Random(2);
    const arrays = attentionArrays(random, { q: 4, k: 4 });
    const cotangent = random.normals([1, 4, 2, 3]);
    const options = { implementation: 'recompute', dropoutRate: 0.5, randomKey: RandomKey.fromSeed(3) } as const;
    tidy(() => {
      const [first, second] = [0, 1].map(() => Object.values(outputAndGradients(arrays, options, cotangent)).flat());
      assertSameBits(first, second);
    });
  });
});
