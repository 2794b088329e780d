import { concat, logicalAnd, mul, slice, sum, tensor, where, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import type { AttentionCallOptions } from '../../src/layers/attention/AttentionCallOptions.js';
import type { TalkingHeadsAttention } from '../../src/layers/TalkingHeadsAttention.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { ramp, withLayer } from './attentionCalls.js';

const sizes = { numHeads: 2, keyDim: 3, biasInitializer: 'randomNormal', seed: 1 } as const;

const bool = (values: number[], shape: number[]): Tensor => tensor(values, shape, 'bool');

/** Asserts that two calls give the same output and scores, to the bit. */
function assertAlike(
  layer: TalkingHeadsAttention,
  inputs: Parameters<TalkingHeadsAttention['call']>[0],
  a: AttentionCallOptions,
  b: AttentionCallOptions,
): void {
  const [want, got] = [a, b].map((options) => layer.call(inputs, { ...options, returnAttentionScores: true }));
  got.forEach((one, i) => assertSameBits(one, want[i]));
}

describe('masks of attention layers', () => {
  const queryMask = [1, 1, 0, 1, 0, 1, 1, 1];
  const valueMask = [1, 0, 1, 1, 1, 1, 1, 0, 1, 1];
  const keyMask = [1, 1, 1, 0, 1, 0, 1, 1, 1, 1];
  const attentionMask = Array.from({ length: 2 * 4 * 5 }, (_, i) => (i % 5 === 0 || i % 7 < 4 ? 1 : 0));

  it('shows what all of the masks show, wherever they come from', () => {
    withLayer(sizes, (layer) => {
      const [query, value, key] = [ramp([2, 4, 3], 1), ramp([2, 5, 3], 2), ramp([2, 5, 3], 3)];
      const options = {
        queryMask: bool(queryMask, [2, 4]),
        valueMask: bool(valueMask, [2, 5]),
        keyMask: bool(keyMask, [2, 5]),
        attentionMask: bool(attentionMask, [2, 4, 5]),
      };
      const all = Array.from({ length: 40 }, (_, i) => {
        const [b, q, k] = [Math.floor(i / 20), Math.floor(i / 5) % 4, i % 5];
        const shown = [
          queryMask[b * 4 + q],
          valueMask[b * 5 + k],
          keyMask[b * 5 + k],
          attentionMask[i],
          k <= q ? 1 : 0,
        ];
        return Math.min(...shown);
      });
      const together = { attentionMask: bool(all, [2, 4, 5]) };
      assertAlike(layer, [query, value, key], together, { ...options, useCausalMask: true });
      query.kerasMask = options.queryMask;
      value.kerasMask = options.valueMask;
      key.kerasMask = options.keyMask;
      const { attentionMask: given } = options;
      assertAlike(layer, [query, value, key], together, { attentionMask: given, useCausalMask: true });
      const [, scores] = layer.call([query, value, key], { ...together, returnAttentionScores: true });
      const shown = scores.dataSync();
      all.forEach((one, i) => {
        const at = Math.floor(i / 20) * 40 + (i % 20);
        if (one === 0) assert.equal(shown[at], 0);
      });
    });
  });

  it('lets explicit masks win over carried ones', () => {
    withLayer(sizes, (layer) => {
      const [plain, carrying] = [ramp([2, 4, 3]), ramp([2, 4, 3])];
      carrying.kerasMask = bool([1, 0, 0, 0, 1, 0, 0, 0], [2, 4]);
      const explicit = bool([1, 1, 1, 0, 1, 1, 0, 0], [2, 4]);
      const options = { queryMask: explicit, valueMask: explicit, keyMask: explicit };
      const want = layer.call(plain, options);
      assertSameBits(layer.call(carrying, options), want);
      assert.notDeepEqual(layer.call(carrying).dataSync(), want.dataSync());
    });
  });

  it('takes masks as nested arrays, and numbers above one half as true', () => {
    withLayer(sizes, (layer) => {
      const x = ramp([1, 3, 3]);
      const truth = { attentionMask: bool([1, 0, 1, 1, 1, 0, 0, 1, 1], [3, 3]) };
      const numbers = [
        [0.6, 0.5, 1],
        [7, 0.51, -1],
        [0, 1, 1],
      ];
      assertAlike(layer, x, truth, { attentionMask: tensor(numbers) });
      assertAlike(layer, x, truth, { attentionMask: numbers });
    });
  });

  it('spreads masks of fewer axes over heads and batch', () => {
    withLayer(sizes, (layer) => {
      const x = [ramp([2, 4, 3]), ramp([2, 5, 3])] as const;
      const ofScores = attentionMask.slice(0, 20);
      const four = { attentionMask: bool([...ofScores, ...ofScores, ...ofScores, ...ofScores], [2, 2, 4, 5]) };
      assertAlike(layer, x, four, { attentionMask: bool(ofScores, [4, 5]) });
      assertAlike(layer, x, four, { attentionMask: bool([...ofScores, ...ofScores], [2, 4, 5]) });
      assertAlike(layer, x, four, { attentionMask: bool(ofScores, [1, 4, 5]) });
      assertAlike(layer, x, four, { attentionMask: bool(ofScores, [1, 1, 4, 5]) });
    });
  });

  it('aligns masks of 4-D inputs: batch axes from the front, attended axes from the end', () => {
    const ranks: [number | number[], number[], number[][]][] = [
      // Scores [2, 4, h, 3, 3]
      [
        1,
        [2, 4, 2, 3, 3],
        [
          [3, 3],
          [2, 3, 3],
          [2, 4, 3, 3],
          [1, 4, 3, 3],
          [2, 4, 1, 3, 3],
        ],
      ],
      // Scores [2, h, 3, 4, 3, 4]
      [
        [1, 2],
        [2, 2, 3, 4, 3, 4],
        [
          [3, 4, 3, 4],
          [2, 3, 4, 3, 4],
          [2, 1, 3, 4, 3, 4],
          [1, 3, 4, 1, 1],
        ],
      ],
    ];
    for (const [attentionAxes, scores, shapes] of ranks) {
      const attended = typeof attentionAxes === 'number' ? 2 : 4;
      for (const shape of shapes) {
        withLayer({ ...sizes, attentionAxes }, (layer) => {
          const size = shape.reduce((product, one) => product * one, 1);
          const values = Array.from({ length: size }, (_, i) => (i % 3 === 0 ? 0 : 1));
          const lead = shape.slice(0, -attended);
          const aligned = [
            ...lead,
            ...new Array<number>(scores.length - shape.length).fill(1),
            ...shape.slice(-attended),
          ];
          const full = logicalAnd(
            tensor(values, aligned, 'bool'),
            bool(
              new Array<number>(576).fill(1).slice(
                0,
                scores.reduce((a, b) => a * b, 1),
              ),
              scores,
            ),
          );
          assertAlike(layer, ramp([2, 3, 4, 3]), { attentionMask: full }, { attentionMask: bool(values, shape) });
        });
      }
    }
  });

  it('hides later positions along the attended axis', () => {
    for (const axis of [1, 2]) {
      withLayer({ ...sizes, attentionAxes: axis }, (layer) => {
        const x = ramp([2, 3, 3, 3]);
        const first = { begin: [0, 0, 0, 0], size: [2, 3, 3, 3].map((size, i) => (i === axis ? 1 : size)) };
        const rest = { begin: [0, 0, 0, 0].map((_, i) => (i === axis ? 1 : 0)), size: [-1, -1, -1, -1] };
        const changed = concat([slice(x, first.begin, first.size), mul(slice(x, rest.begin, rest.size), 3)], axis);
        const firsts = [x, changed].map((input) => {
          return slice(layer.call(input, { useCausalMask: true }), first.begin, first.size);
        });
        assertSameBits(firsts[1], firsts[0]);
        const seeing = [x, changed].map((input) => slice(layer.call(input), first.begin, first.size).dataSync());
        assert.notDeepEqual(seeing[1], seeing[0]);
      });
    }
  });

  it('takes padding of the attended axis alone, or of every position', () => {
    withLayer({ ...sizes, attentionAxes: 2 }, (layer) => {
      const x = ramp([2, 3, 4, 3]);
      const alone = [1, 1, 0, 1, 1, 1, 1, 0];
      const every = [0, 1].flatMap((b) => [0, 1, 2].flatMap(() => alone.slice(4 * b, 4 * b + 4)));
      assertAlike(layer, x, { valueMask: bool(every, [2, 3, 4]) }, { valueMask: bool(alone, [2, 4]) });
    });
  });

  it('gives the bias of the output where nothing is shown', () => {
    withLayer(sizes, (layer) => {
      const attentionMask = bool([0, 0, 1, 1], [2, 2]);
      const [output, scores] = layer.call(ramp([1, 2, 3]), { attentionMask, returnAttentionScores: true });
      const bias = layer.attentionOutput.bias!.value;
      assertSameBits(slice(output, [0, 0, 0], [1, 1, 3]), bias);
      assert.isTrue(
        slice(scores, [0, 0, 0, 0], [1, 2, 1, 2])
          .dataSync()
          .every((one) => one === 0),
      );
    });
  });

  it('adds −1e9 when masking is not robust, and keeps the fractions of a mask that is alone', () => {
    withLayer({ ...sizes, softmaxRobustMasking: false, useBias: false, numHeads: 1 }, (layer) => {
      const x = ramp([1, 3, 3]);
      const call = (attentionMask: Tensor, useCausalMask = false): Tensor =>
        layer.call(x, { attentionMask, useCausalMask, returnAttentionScores: true })[1];
      layer.call(x);
      layer.postSoftmaxWeight!.assign(tensor([[1]]));
      // Nothing shown: the logits drown in −1e9, and every key weighs the same.
      assertClose(call(zeros([3, 3])), new Array<number>(9).fill(1 / 3), 1e-6);
      assertClose(call(zeros([3, 3]), true), new Array<number>(9).fill(1 / 3), 1e-6);
      // (1 − m) · −1e9: a key of 1 − 1e-6 loses 1000.
      const nearly = Math.fround(1 - 2 ** -20);
      const scores = call(
        tensor([
          [1, nearly, nearly],
          [nearly, 1, 0],
          [0, 0, 1],
        ]),
      );
      assertClose(scores, [1, 0, 0, 0, 1, 0, 0, 0, 1], 1e-6);
    });
  });

  it('is not changed by what padding holds, also NaN, forward and backward, to the bit', () => {
    const mask = [1, 1, 1, 0, 1, 1, 0, 0];
    for (const implementation of ['reference', 'recompute'] as const) {
      withLayer(sizes, (layer) => {
        const padding = bool(mask, [2, 4]);
        const options = { queryMask: padding, valueMask: padding, implementation };
        const clean = ramp([2, 4, 3]);
        const wide = tensor(
          mask.flatMap((one) => [one, one, one]),
          [2, 4, 3],
          'bool',
        );
        const run = (fill: number): Float32Array[] => {
          const x = where(wide, clean, mul(tensor(fill), tensor(new Array<number>(24).fill(1), [2, 4, 3])));
          const seen = (output: Tensor): Tensor => where(wide, output, zeros([2, 4, 3]));
          layer.ensureBuilt({ query: x.shape });
          const by = [...layer.parameters().values()].map(({ value }) => value);
          const cotangent = ramp([2, 4, 3], 5);
          const { gradients } = gradientsByTensors(() => sum(mul(seen(layer.call(x, options)), cotangent)), by);
          return [seen(layer.call(x, options)), ...gradients].map((one) => one.dataSync<'float32'>());
        };
        const want = run(0.5);
        for (const fill of [NaN, Infinity, -Infinity, 3e38]) {
          run(fill).forEach((values, i) => {
            assert.isTrue(values.every(Number.isFinite));
            assertSameBits(values, want[i], `${fill}, ${i}`);
          });
        }
      });
    }
  });

  const refused: [string, AttentionCallOptions, string][] = [
    ['of another length', { attentionMask: [[1, 1, 1]] }, 'attentionMask must broadcast to [2, 2, 4, 4], got [1, 3]'],
    ['of rank 1', { attentionMask: [1, 1, 1, 1] }, 'attentionMask must broadcast to [2, 2, 4, 4], got [4]'],
    ['of rank 5', { attentionMask: [[[[[1]]]]] }, 'attentionMask must broadcast to [2, 2, 4, 4], got [1, 1, 1, 1, 1]'],
    ['of queries', { queryMask: [[1, 1, 1]] }, 'queryMask must have shape [2, 4], got [1, 3]'],
    ['of values', { valueMask: [1] }, 'valueMask must have shape [2, 4], got [1]'],
    ['of keys', { keyMask: [[1], [1]] }, 'keyMask must have shape [2, 4], got [2, 1]'],
  ];
  for (const [what, options, message] of refused) {
    it(`refuses a mask ${what}`, () => {
      withLayer(sizes, (layer) => {
        assert.throws(() => layer.call(ramp([2, 4, 3]), options), `TalkingHeadsAttention: ${message}`);
      });
    });
  }

  it('names both shapes that padding may have', () => {
    withLayer({ ...sizes, attentionAxes: 2 }, (layer) => {
      const message = 'TalkingHeadsAttention: keyMask must have shape [2, 4, 5] or [2, 5], got [2, 4]';
      assert.throws(() => layer.call(ramp([2, 4, 5, 3]), { keyMask: zeros([2, 4], 'bool') }), message);
    });
  });

  it('refuses padding of one axis when two are attended', () => {
    withLayer(sizes, (layer) => {
      const message = 'TalkingHeadsAttention: valueMask must have shape [2, 4, 5], got [2, 4]';
      assert.throws(() => layer.call(ramp([2, 4, 5, 3]), { valueMask: zeros([2, 4], 'bool') }), message);
    });
  });
});
