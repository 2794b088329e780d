import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { RandomKey } from '../../../src/engine/random/RandomKey.js';
import { dropoutMask } from '../../../src/ops/dropout.js';
import { talkingHeadsAttention } from '../../../src/ops/talkingHeadsAttention/talkingHeadsAttention.js';
import { array } from '../../float64/array.js';
import { attention } from '../../float64/attention.js';
import { Random } from '../../float64/random.js';
import { numbers } from '../../float64/scalar.js';
import { toBool } from '../../gradients/toTensor.js';
import { assertClose, assertSameBits } from '../../helpers/assertClose.js';
import { assertForward } from '../assertForward.js';
import { attentionArrays, attentionTensors } from './attentionSetup.js';
import { IMPLEMENTATIONS } from '../../helpers/attentionImplementations.js';

for (const implementation of IMPLEMENTATIONS) {
  describe(`ops/talkingHeadsAttention, ${implementation}: dropout`, () => {
    it('drops scores after the second mix, and returns them whole', () => {
      tidy(() => {
        const arrays = attentionArrays(new Random(7), { q: 4, k: 5 });
        const [query, key, value, preSoftmaxWeight, postSoftmaxWeight] = arrays;
        const randomKey = RandomKey.fromSeed(1);
        const factors = array([1, 2, 4, 5], dropoutMask([1, 2, 4, 5], 0.5, randomKey).dataSync());
        const inputs = { query, key, value, preSoftmaxWeight, postSoftmaxWeight };
        const want = attention(numbers, inputs, { dropoutMask: factors });
        const run = (): Tensor[] =>
          talkingHeadsAttention(...attentionTensors(arrays), {
            implementation,
            dropoutRate: 0.5,
            randomKey,
            returnScores: true,
          });
        assertForward(() => run()[0], want.output, 'output');
        assertForward(() => run()[1], want.scores, 'scores');
        const alone = { implementation, dropoutRate: 0.5, randomKey };
        assertForward(() => talkingHeadsAttention(...attentionTensors(arrays), alone), want.output, 'alone');
      });
    });

    it('drops scores that a mask has hidden others of', () => {
      tidy(() => {
        const arrays = attentionArrays(new Random(9), { q: 3, k: 4 });
        const [query, key, value, preSoftmaxWeight, postSoftmaxWeight] = arrays;
        const randomKey = RandomKey.fromSeed(2);
        const mask = array([3, 4], [true, false, true, true, true, true, false, false, false, true, true, true]);
        const factors = array([1, 2, 3, 4], dropoutMask([1, 2, 3, 4], 0.25, randomKey).dataSync());
        const inputs = { query, key, value, preSoftmaxWeight, postSoftmaxWeight };
        const want = attention(numbers, inputs, { dropoutMask: factors, mask });
        const options = { implementation, dropoutRate: 0.25, randomKey, mask: toBool(mask) };
        assertForward(() => talkingHeadsAttention(...attentionTensors(arrays), options), want.output, 'output');
      });
    });

    it('of rate 1 gives zeros, of rate 0 needs no key', () => {
      tidy(() => {
        const tensors = attentionTensors(attentionArrays(new Random(8), { q: 1, k: 2, v: 1 }));
        const none = { implementation, dropoutRate: 1, randomKey: RandomKey.fromSeed(1) };
        assertClose(talkingHeadsAttention(...tensors, none), [0, 0], 0);
        const all = talkingHeadsAttention(...tensors, { implementation, dropoutRate: 0 });
        assertSameBits(all, talkingHeadsAttention(...tensors, { implementation }));
      });
    });
  });
}
