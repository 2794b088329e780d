import { eye, memory, ones, tensor, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import type { AttentionOptions } from '../../../src/ops/talkingHeadsAttention/AttentionOptions.js';
import {
  dotProductAttention,
  talkingHeadsAttention,
} from '../../../src/ops/talkingHeadsAttention/talkingHeadsAttention.js';
import { array, filled } from '../../float64/array.js';
import { attention } from '../../float64/attention.js';
import { Random } from '../../float64/random.js';
import { numbers } from '../../float64/scalar.js';
import { toBool, toTensor } from '../../gradients/toTensor.js';
import { assertClose, assertSameBits } from '../../helpers/assertClose.js';
import { assertForward } from '../assertForward.js';
import { attentionArrays, attentionTensors, type Sizes } from './attentionSetup.js';
import { IMPLEMENTATIONS } from '../../helpers/attentionImplementations.js';

const SIZES: Sizes[] = [
  { q: 1, k: 1, h: 1, d: 1, v: 1 },
  { q: 4, k: 4, h: 1 },
  { q: 1, k: 5 },
  { q: 5, k: 1 },
  { b: 2, q: 3, k: 6, h: 4, d: 2, v: 5 },
  { b: 3, q: 6, k: 3, h: 3, d: 5, v: 1 },
];

for (const implementation of IMPLEMENTATIONS) {
  describe(`ops/talkingHeadsAttention, ${implementation}`, () => {
    SIZES.forEach((sizes, seed) => {
      it(`of sizes ${JSON.stringify(sizes)} is that of double precision, scores included`, () => {
        const arrays = attentionArrays(new Random(seed), sizes);
        const [query, key, value, preSoftmaxWeight, postSoftmaxWeight] = arrays;
        const want = attention(numbers, { query, key, value, preSoftmaxWeight, postSoftmaxWeight });
        const run = (): Tensor[] =>
          talkingHeadsAttention(...attentionTensors(arrays), { implementation, returnScores: true });
        assertForward(() => run()[0], want.output, 'output');
        assertForward(() => run()[1], want.scores, 'scores');
        assertForward(
          () => talkingHeadsAttention(...attentionTensors(arrays), { implementation }),
          want.output,
          'alone',
        );

        const plain = attention(numbers, { query, key, value });
        const dotProduct = (): Tensor[] => {
          const [q, k, v] = attentionTensors(arrays);
          return dotProductAttention(q, k, v, { implementation, returnScores: true });
        };
        assertForward(() => dotProduct()[0], plain.output, 'output without mixing');
        assertForward(() => dotProduct()[1], plain.scores, 'scores without mixing');
      });
    });

    it('with identities for weights is dotProductAttention, to the bit', () => {
      tidy(() => {
        const [query, key, value] = attentionTensors(attentionArrays(new Random(1), { q: 3, k: 4 }));
        assertSameBits(
          talkingHeadsAttention(query, key, value, eye(2), eye(2), { implementation }),
          dotProductAttention(query, key, value, { implementation }),
        );
      });
    });

    it('scales logits by 1/√d unless told', () => {
      tidy(() => {
        const tensors = attentionTensors(attentionArrays(new Random(2), { q: 3, k: 4, d: 16 }));
        const run = (scale?: number): Tensor => talkingHeadsAttention(...tensors, { implementation, scale });
        assertSameBits(run(), run(0.25));
        const arrays = run(0).dataSync();
        // Without logits every key weighs the same: every query gets the same.
        assertSameBits(arrays.slice(0, 6), arrays.slice(6, 12));
      });
    });

    it('reads a mask of any rank, as truths or as numbers above 0.5, the same', () => {
      tidy(() => {
        const tensors = attentionTensors(attentionArrays(new Random(3), { b: 2, q: 2, k: 3 }));
        const rows = [1, 0, 1, 0, 1, 1];
        const run = (mask: Tensor): Tensor => talkingHeadsAttention(...tensors, { implementation, mask });
        const twice = [...rows, ...rows];
        const want = run(tensor(rows, [2, 3], 'bool'));
        const same = [
          tensor(twice, [2, 2, 3], 'bool'),
          tensor(rows, [1, 2, 3], 'bool'),
          tensor([...twice, ...twice], [2, 2, 2, 3], 'bool'),
          tensor(rows, [1, 1, 2, 3], 'bool'),
          tensor(rows, [2, 3], 'int32'),
          tensor(
            rows.map((shows) => (shows ? 0.75 : 0.5)),
            [2, 3],
          ),
        ];
        same.forEach((mask, i) => assertSameBits(run(mask), want, `mask ${i}`));
      });
    });

    it('weighs keys that are hidden from all heads exactly zero, and all of a row with nothing to attend', () => {
      tidy(() => {
        const tensors = attentionTensors(attentionArrays(new Random(4), { q: 3, k: 3 }));
        const mask = tensor([1, 0, 1, 0, 0, 0, 0, 1, 0], [3, 3], 'bool');
        const [output, scores] = talkingHeadsAttention(...tensors, { implementation, mask, returnScores: true });
        const isZero = Array.from(scores.dataSync(), (score) => score === 0);
        assert.deepEqual(isZero, [...expectedZeros, ...expectedZeros]);
        assertClose(output.dataSync().slice(6, 12), [0, 0, 0, 0, 0, 0], 0);
      });
    });

    it('is causal from the first position, whatever the lengths', () => {
      tidy(() => {
        for (const [q, k] of [
          [4, 4],
          [2, 5],
          [5, 2],
        ]) {
          const arrays = attentionArrays(new Random(5), { q, k });
          const mask = toBool(
            array(
              [q, k],
              Array.from({ length: q * k }, (_, i) => i % k <= Math.floor(i / k)),
            ),
          );
          const tensors = attentionTensors(arrays);
          assertSameBits(
            talkingHeadsAttention(...tensors, { implementation, causal: true }),
            talkingHeadsAttention(...tensors, { implementation, mask }),
          );
        }
      });
    });

    it('adds a bias that broadcasts', () => {
      tidy(() => {
        const random = new Random(6);
        const arrays = attentionArrays(random, { q: 2, k: 3 });
        const [query, key, value, preSoftmaxWeight, postSoftmaxWeight] = arrays;
        const bias = random.normals([2, 1, 3]);
        const want = attention(numbers, { query, key, value, preSoftmaxWeight, postSoftmaxWeight, bias });
        const run = (): Tensor =>
          talkingHeadsAttention(...attentionTensors(arrays), { implementation, bias: toTensor(bias) });
        assertForward(run, want.output, 'biased');
      });
    });

    it('with additive masking attends everywhere in a row with nothing to attend, as the original does', () => {
      tidy(() => {
        const value = array([1, 2, 1, 1], [1, 3]);
        const mask = tensor([0, 0], [1, 2]);
        const one = toTensor(filled([1, 1], 1));
        const [query, key] = [zeros([1, 1, 1, 2]), zeros([1, 2, 1, 2])];
        for (const causal of [false, true]) {
          const run = (masking: 'robust' | 'additive'): Tensor =>
            talkingHeadsAttention(query, key, toTensor(value), one, one, { implementation, mask, masking, causal });
          assertSameBits(run('additive'), [2], `causal ${causal}`);
          assertSameBits(run('robust'), [0], `causal ${causal}`);
        }
      });
    });
  });
}

/** Of a head's three rows: one key hidden, all hidden, two hidden. */
const expectedZeros = [false, true, false, true, true, true, true, false, true];

describe('ops/talkingHeadsAttention', () => {
  it("chooses the kernel where there is one, else the reference for small scores, 'auto' or not told", () => {
    tidy(() => {
      const tensors = attentionTensors(attentionArrays(new Random(1), { q: 2, k: 2 }));
      const want = talkingHeadsAttention(...tensors, {
        implementation: IMPLEMENTATIONS.at(-1) === 'fused' ? 'fused' : 'reference',
      });
      assertSameBits(talkingHeadsAttention(...tensors), want);
      assertSameBits(talkingHeadsAttention(...tensors, { implementation: 'auto' }), want);
    });
  });

  const given = { query: [2, 3, 2, 4], key: [2, 5, 2, 4], value: [2, 5, 2, 6], pre: [2, 2], post: [2, 2] };
  const wrongShapes: [Partial<typeof given>, string][] = [
    [{ query: [2, 3, 8] }, 'query must have shape [any, any, any, any], got [2, 3, 8]'],
    [{ key: [1, 5, 2, 4] }, 'key must have shape [2, any, 2, 4], got [1, 5, 2, 4]'],
    [{ key: [2, 5, 3, 4] }, 'key must have shape [2, any, 2, 4], got [2, 5, 3, 4]'],
    [{ key: [2, 5, 2, 3] }, 'key must have shape [2, any, 2, 4], got [2, 5, 2, 3]'],
    [{ value: [2, 4, 2, 6] }, 'value must have shape [2, 5, 2, any], got [2, 4, 2, 6]'],
    [{ value: [2, 5, 1, 6] }, 'value must have shape [2, 5, 2, any], got [2, 5, 1, 6]'],
    [{ pre: [2, 3] }, 'preSoftmaxWeight must have shape [2, 2], got [2, 3]'],
    [{ post: [3, 2] }, 'postSoftmaxWeight must have shape [2, 2], got [3, 2]'],
  ];
  const wrongOptions: [() => AttentionOptions, string][] = [
    [() => ({ dropoutRate: 1.5 }), 'dropoutRate must be in [0, 1], got 1.5'],
    [() => ({ dropoutRate: 0.5 }), 'randomKey must be given when dropoutRate is above 0, got none'],
    [() => ({ scale: NaN }), 'scale must be finite, got NaN'],
    [() => ({ scale: Infinity }), 'scale must be finite, got Infinity'],
    [() => ({ masking: 'soft' as 'robust' }), "masking must be 'robust' or 'additive', got 'soft'"],
    [() => ({ bias: ones([3, 3, 5]) }), 'bias must broadcast to [2, 2, 3, 5], got [3, 3, 5]'],
    [() => ({ mask: ones([5]) }), 'mask must have shape [q, k], [b, q, k] or [b, h, q, k], got [5]'],
    [
      () => ({ mask: ones([1, 2, 2, 3, 5]) }),
      'mask must have shape [q, k], [b, q, k] or [b, h, q, k], got [1, 2, 2, 3, 5]',
    ],
    [() => ({ mask: ones([5, 3]) }), 'mask must broadcast to [2, 2, 3, 5], got [1, 1, 5, 3]'],
    [() => ({ mask: ones([3, 3, 5]) }), 'mask must broadcast to [2, 2, 3, 5], got [3, 1, 3, 5]'],
    [
      () => ({ implementation: 'fast' as 'auto' }),
      "implementation must be 'auto', 'fused', 'reference' or 'recompute', got 'fast'",
    ],
  ];
  for (const [wrong, message] of wrongShapes) {
    it(`refuses shapes: ${message}`, () => {
      tidy(() => {
        const { query, key, value, pre, post } = { ...given, ...wrong };
        const run = (): Tensor => talkingHeadsAttention(ones(query), ones(key), ones(value), ones(pre), ones(post));
        assert.throws(run, `talkingHeadsAttention: ${message}`);
        if (wrong.pre ?? wrong.post) return;
        assert.throws(
          () => dotProductAttention(ones(query), ones(key), ones(value)),
          `dotProductAttention: ${message}`,
        );
      });
    });
  }
  for (const [options, message] of wrongOptions) {
    it(`refuses options: ${message}, and leaves nothing behind`, () => {
      tidy(() => {
        const { query, key, value, pre, post } = given;
        const [inputs, weights] = [[ones(query), ones(key), ones(value)] as const, [ones(pre), ones(post)] as const];
        const wrong = options();
        const { numTensors } = memory();
        const run = (): Tensor => talkingHeadsAttention(...inputs, ...weights, wrong);
        assert.throws(run, `talkingHeadsAttention: ${message}`);
        assert.throws(() => dotProductAttention(...inputs, wrong), `dotProductAttention: ${message}`);
        assert.equal(memory().numTensors, numTensors);
      });
    });
  }
});
