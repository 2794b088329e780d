import { eye, ones, reshape, slice, stack, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import type { AttentionLayerOptions } from '../../src/layers/attention/AttentionConfig.js';
import { Embedding } from '../../src/layers/Embedding.js';
import { MultiHeadAttention } from '../../src/layers/MultiHeadAttention.js';
import { TalkingHeadsAttention } from '../../src/layers/TalkingHeadsAttention.js';
import { assertClose, assertSameBits, assertTensorsClose } from '../helpers/assertClose.js';
import { ramp, withLayer } from './attentionCalls.js';

const sizes = { numHeads: 2, keyDim: 3, biasInitializer: 'randomNormal', seed: 1 } as const;

describe('TalkingHeadsAttention', () => {
  /** Copies the weights that both have, by path. */
  function share(from: MultiHeadAttention, to: TalkingHeadsAttention): void {
    for (const [path, { value }] of from.parameters()) to.parameters().get(path)!.assign(value);
  }

  it('is multi-head attention when it mixes with the identity', () => {
    const separate = new MultiHeadAttention({ ...sizes, numHeads: 4 });
    withLayer({ ...sizes, numHeads: 4 }, (layer) => {
      const [query, value] = [ramp([2, 4, 3], 1), ramp([2, 5, 6], 2)];
      const want = separate.call([query, value], { returnAttentionScores: true, useCausalMask: true });
      layer.call([query, value]);
      share(separate, layer);
      layer.preSoftmaxWeight!.assign(eye(4));
      layer.postSoftmaxWeight!.assign(eye(4));
      const got = layer.call([query, value], { returnAttentionScores: true, useCausalMask: true });
      got.forEach((one, i) => assertTensorsClose(one, want[i], 1e-6));
    });
    separate.dispose();
  });

  it('permutes heads when it mixes with permutations, input head by output head', () => {
    const separate = new MultiHeadAttention({ ...sizes, numHeads: 3, useBias: false });
    withLayer({ ...sizes, numHeads: 3, useBias: false }, (layer) => {
      const x = ramp([1, 4, 3]);
      const [, want] = separate.call(x, { returnAttentionScores: true });
      layer.call(x);
      share(separate, layer);
      // Head 0 goes to 1, 1 to 2, 2 to 0.
      layer.preSoftmaxWeight!.assign(
        tensor([
          [0, 1, 0],
          [0, 0, 1],
          [1, 0, 0],
        ]),
      );
      layer.postSoftmaxWeight!.assign(eye(3));
      const head = (scores: Tensor, h: number): Tensor => slice(scores, [0, h, 0, 0], [1, 1, 4, 4]);
      const [, moved] = layer.call(x, { returnAttentionScores: true });
      for (let h = 0; h < 3; h++) assertTensorsClose(head(moved, (h + 1) % 3), head(want, h), 1e-6);
      layer.postSoftmaxWeight!.assign(
        tensor([
          [0, 0, 1],
          [1, 0, 0],
          [0, 1, 0],
        ]),
      );
      const [, back] = layer.call(x, { returnAttentionScores: true });
      assertTensorsClose(back, want, 1e-6);
    });
    separate.dispose();
  });

  it('gives the numbers known from the tests of Keras', () => {
    withLayer({ numHeads: 8, keyDim: 8 }, (layer) => {
      const query = reshape(eye(8), [1, 8, 8]);
      const value = reshape(tensor(Array.from({ length: 64 }, (_, i) => i / 100)), [1, 8, 8]);
      layer.call({ query, value, key: query });
      for (const name of ['query', 'key', 'value'] as const) {
        layer[name].kernel.assign(stack(new Array<Tensor>(8).fill(eye(8)), 1));
      }
      layer.attentionOutput.kernel.assign(stack(new Array<Tensor>(8).fill(eye(8)), 0));
      layer.preSoftmaxWeight!.assign(eye(8));
      layer.postSoftmaxWeight!.assign(eye(8));
      const [output, scores] = layer.call({ query, value, key: query }, { returnAttentionScores: true });
      // Each score row holds e^(1/√8) once and 1 seven times.
      const [own, other] = [Math.exp(Math.sqrt(1 / 8)), 1].map((one) => one / (Math.exp(Math.sqrt(1 / 8)) + 7));
      assert.closeTo(own, 0.1691, 1e-4);
      assert.closeTo(other, 0.1187, 1e-4);
      const diagonal = Array.from({ length: 512 }, (_, i) => ((i >> 3) % 8 === i % 8 ? own : other));
      assertClose(scores, diagonal, 1e-6);
      const means = [2.406, 2.44, 2.473, 2.504, 2.535, 2.568, 2.602, 2.633];
      const rows = output.dataSync<'float32'>();
      const rowMeans = means.map((_, row) => rows.slice(row * 8, row * 8 + 8).reduce((total, x) => total + x, 0) / 8);
      // Exact: 8 · Σ weights · value, over all columns.
      rowMeans.forEach((mean, q) => {
        const exact = means.reduce((total, _, k) => total + (q === k ? own : other) * (8 * k + 3.5) * 0.08, 0);
        assert.closeTo(mean, exact, 1e-5);
        // The known numbers are rounded to three digits.
        assert.closeTo(mean, means[q], 2e-3);
      });
    });
  });

  it('regularizes kernels and mixing matrices, and constrains them', () => {
    const forms = [
      'l2',
      { className: 'L2', config: { l2: 0.01 } },
      { class_name: 'L2', config: { l2: 0.01 } },
    ] as const;
    for (const kernelRegularizer of forms) {
      withLayer({ ...sizes, kernelRegularizer, biasConstraint: 'nonNeg', kernelConstraint: 'unitNorm' }, (layer) => {
        layer.ensureBuilt({ query: [1, 2, 3] });
        for (const [path, { regularizer, constraint }] of layer.parameters()) {
          assert.equal(regularizer !== undefined, !path.endsWith('bias'), path);
          assert.equal(constraint!.constructor.name, path.endsWith('bias') ? 'NonNeg' : 'UnitNorm', path);
          if (regularizer !== undefined) {
            assert.deepEqual(regularizer.getConfig(), { l2: 0.01 });
            assertClose(regularizer.loss(ones([2, 3])), [0.06], 1e-7);
          }
        }
      });
    }
  });

  it('penalizes output and returned scores, divided by the batch size', () => {
    withLayer({ ...sizes, activityRegularizer: { className: 'L2', config: { l2: 0.5 } } }, (layer) => {
      const x = ramp([3, 4, 3]);
      const half = (y: Tensor): number =>
        (0.5 * y.dataSync<'float32'>().reduce((total, one) => total + one * one, 0)) / 3;
      const losses: Tensor[] = [];
      const implementation = 'reference';
      const [output, scores] = layer.call(x, { returnAttentionScores: true, activityLosses: losses, implementation });
      assert.lengthOf(losses, 2);
      assertClose(losses[0], [half(output)], 1e-5);
      assertClose(losses[1], [half(scores)], 1e-5);
      const alone: Tensor[] = [];
      layer.call(x, { activityLosses: alone, implementation });
      assert.lengthOf(alone, 1);
      assertSameBits(alone[0], losses[0]);
      // Not told which, it may take an implementation that returns no scores, whose last bits differ.
      const chosen: Tensor[] = [];
      layer.call(x, { activityLosses: chosen });
      assertClose(chosen[0], [half(output)], 1e-5);
    });
  });

  it('carries a copy of the mask of the query, which goes with the output', () => {
    withLayer(sizes, (layer) => {
      const embedding = new Embedding({ inputDim: 4, outputDim: 3, maskZero: true, seed: 1 });
      const embedded = embedding.call(tensor([[1, 2, 0, 0]], [1, 4], 'int32'));
      const output = layer.call({ query: embedded, value: ramp([1, 5, 3]) });
      const mask = output.kerasMask!;
      embedded.dispose();
      assert.deepEqual([...mask.dataSync()], [1, 1, 0, 0]);
      assert.equal(mask.dtype, 'bool');
      output.dispose();
      assert.isTrue(mask.isDisposed);
      embedding.dispose();
    });
  });

  it('tells the shape of its output', () => {
    const shapeOf = (
      options: Partial<AttentionLayerOptions>,
      shapes: Parameters<MultiHeadAttention['computeOutputShape']>[0],
    ): string => new MultiHeadAttention({ ...sizes, ...options }).computeOutputShape(shapes).join();
    assert.equal(shapeOf({}, { query: [2, 4, 6], value: [2, 5, 7] }), '2,4,6');
    assert.equal(shapeOf({ outputShape: 8 }, { query: [2, 4, 6] }), '2,4,8');
    assert.equal(shapeOf({ outputShape: [8, 9] }, { query: [2, 4, 6] }), '2,4,8,9');
    assert.equal(shapeOf({ attentionAxes: [2] }, { query: [2, 3, 4, 5, 6], value: [2, 3, 9, 5, 6] }), '2,3,4,5,6');
    assert.throws(
      () => shapeOf({}, { query: [2, 4, 6], value: [2, 5, 7], key: [2, 6, 7] }),
      'MultiHeadAttention: key must have shape [2, 5, any], got [2, 6, 7]',
    );
  });
});
