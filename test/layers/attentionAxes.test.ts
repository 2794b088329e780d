import { reshape, slice, stack, sum, transpose } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { TalkingHeadsAttention } from '../../src/layers/TalkingHeadsAttention.js';
import { assertSameBits, assertTensorsClose } from '../helpers/assertClose.js';
import { ramp, withLayer } from './attentionCalls.js';

const sizes = { numHeads: 2, keyDim: 3, biasInitializer: 'randomNormal', seed: 1 } as const;

describe('axes of attention layers', () => {
  const cases = [
    { shape: [2, 3, 4, 5], axis: 1 },
    { shape: [2, 3, 4, 5], axis: 2 },
    { shape: [2, 3, 2, 4, 5], axis: 1 },
    { shape: [2, 3, 2, 4, 5], axis: 3 },
  ];
  for (const { shape, axis } of cases) {
    for (const useCausalMask of [false, true]) {
      it(`attends over axis ${axis} of ${shape.length} as slice by slice${useCausalMask ? ', causal' : ''}`, () => {
        withLayer({ ...sizes, attentionAxes: axis }, (layer) => {
          const x = ramp(shape);
          const got = layer.call(x, { useCausalMask });
          const flat = new TalkingHeadsAttention(sizes);
          flat.ensureBuilt({ query: [1, 1, shape.at(-1)!] });
          flat.setWeights(layer.getWeights());
          // The attended axis is moved behind the others; each slice is a batch of one.
          const others = shape.map((_, i) => i).filter((i) => i !== axis && i !== shape.length - 1);
          const order = [...others, axis, shape.length - 1];
          const rows = reshape(transpose(x, order), [-1, shape[axis], shape.at(-1)!]);
          const sliced = Array.from({ length: rows.shape[0] }, (_, i) => {
            return flat.call(slice(rows, [i, 0, 0], [1, -1, -1]), { useCausalMask });
          });
          const back = order.map((_, i) => order.indexOf(i));
          const want = transpose(
            reshape(
              stack(sliced),
              order.map((i) => shape[i]),
            ),
            back,
          );
          assertTensorsClose(got, want, 1e-5);
          flat.dispose();
        });
      });
    }
  }

  it('counts negative axes from the end', () => {
    for (const [positive, negative] of [
      [[1], [-3]],
      [
        [2, 1],
        [-2, -3],
      ],
    ]) {
      withLayer({ ...sizes, attentionAxes: positive }, (layer) => {
        const x = ramp([2, 3, 4, 5]);
        const other = new TalkingHeadsAttention({ ...sizes, attentionAxes: negative });
        const got = other.call(x, { returnAttentionScores: true });
        const want = layer.call(x, { returnAttentionScores: true });
        got.forEach((one, i) => assertSameBits(one, want[i]));
        other.dispose();
      });
    }
  });

  it('sums over the keys to the sum of the mixing rows', () => {
    withLayer({ ...sizes, numHeads: 3, attentionAxes: [1, 2] }, (layer) => {
      const [, scores] = layer.call(ramp([2, 3, 4, 5]), { returnAttentionScores: true });
      assert.deepEqual(scores.shape, [2, 3, 3, 4, 3, 4]);
      // Each head's softmax sums to one, so that a mixed row sums to the column's sum of the second matrix.
      const columns = sum(layer.postSoftmaxWeight!.value, 0).dataSync();
      const sums = sum(scores, [4, 5]).dataSync();
      sums.forEach((one, i) => assert.closeTo(one, columns[Math.floor(i / 12) % 3], 1e-5));
    });
  });
});
