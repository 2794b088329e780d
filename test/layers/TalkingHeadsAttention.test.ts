import {
  eye,
  ones,
  reshape,
  scalar,
  slice,
  stack,
  sum,
  tensor,
  tidy,
  transpose,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import type { AttentionLayerOptions } from '../../src/layers/attention/AttentionConfig.js';
import type { AttentionInputs } from '../../src/layers/attention/attentionInputs.js';
import { Embedding } from '../../src/layers/Embedding.js';
import { MultiHeadAttention } from '../../src/layers/MultiHeadAttention.js';
import { TalkingHeadsAttention } from '../../src/layers/TalkingHeadsAttention.js';
import { assertClose, assertSameBits, assertTensorsClose } from '../helpers/assertClose.js';
import { ramp, withLayer } from './attentionCalls.js';

const sizes = { numHeads: 2, keyDim: 3, biasInitializer: 'randomNormal', seed: 1 } as const;

describe('TalkingHeadsAttention, inputs', () => {
  it('takes a tensor, a list, names, nested and typed arrays alike', () => {
    withLayer(sizes, (layer) => {
      const x = ramp([1, 4, 3]);
      const nested = x.arraySync() as number[][][];
      const want = layer.call({ query: x, value: x, key: x });
      const alike: AttentionInputs[] = [
        x,
        [x, x],
        [x, x, x],
        { query: x },
        { query: x, value: x },
        nested,
        [x, nested],
      ];
      for (const inputs of alike) assertSameBits(layer.call(inputs), want);
      assertSameBits(layer.call({ query: nested, value: nested, key: x }), want);
    });
  });

  it('tells query, value and key apart, in this order', () => {
    withLayer(sizes, (layer) => {
      const [query, value, key] = [ramp([1, 4, 3], 1), ramp([1, 5, 3], 2), ramp([1, 5, 3], 3)];
      const want = layer.call({ query, value, key });
      assertSameBits(layer.call([query, value, key]), want);
      assertSameBits(layer.call([query, value]), layer.call({ query, value, key: value }));
      for (const other of [layer.call([query, value]), layer.call([query, key, value]), layer.call([key, value])]) {
        assert.notDeepEqual(other.dataSync(), want.dataSync());
      }
    });
  });

  it('converts integers and booleans to float32', () => {
    withLayer(sizes, (layer) => {
      const values = [0, 1, 1, 0, 0, 1];
      const [float, int, bool] = (['float32', 'int32', 'bool'] as const).map((dtype) =>
        tensor(values, [1, 2, 3], dtype),
      );
      for (const x of [int, bool]) assertTensorsClose(layer.call(x), layer.call(float), 0);
    });
  });

  it('reads training as a boolean or a boolean scalar', () => {
    withLayer({ ...sizes, dropout: 0.5 }, (layer) => {
      const x = ramp([2, 4, 3]);
      const randomKey = RandomKey.fromSeed(1);
      const still = layer.call(x);
      const dropped = layer.call(x, { training: true, randomKey });
      assert.notDeepEqual(dropped.dataSync(), still.dataSync());
      assertSameBits(layer.call(x, { training: scalar(true, 'bool'), randomKey }), dropped);
      assertSameBits(layer.call(x, { training: scalar(false, 'bool'), randomKey }), still);
      assertSameBits(layer.call(x, { training: true, randomKey }), dropped);
      assert.notDeepEqual(
        layer.call(x, { training: true, randomKey: RandomKey.fromSeed(2) }).dataSync(),
        dropped.dataSync(),
      );
    });
  });

  it('gives scores as they are before dropout', () => {
    withLayer({ ...sizes, dropout: 0.5, returnAttentionScores: true }, (layer) => {
      const x = ramp([2, 4, 3]);
      const randomKey = RandomKey.fromSeed(1);
      const [, still] = layer.call(x, { returnAttentionScores: true });
      const [, training] = layer.call(x, { returnAttentionScores: true, training: true, randomKey });
      assertSameBits(training, still);
      // The layer's option decides when the call's does not.
      assert.isTrue(Array.isArray(layer.call(x)));
      assert.isFalse(Array.isArray(layer.call(x, { returnAttentionScores: false })));
    });
  });

  const refused: [string, (layer: TalkingHeadsAttention) => unknown, string][] = [
    ['a number', (layer) => layer.call(1), 'query must have shape [batch, ..., features] of rank 3 or more, got []'],
    ['a matrix', (layer) => layer.call(ones([2, 3])), 'of rank 3 or more, got [2, 3]'],
    ['four inputs', (layer) => layer.call([0, 0, 0, 0].map(() => ones([1, 2, 3])) as never), 'got 4 of them'],
    [
      'a list of one',
      (layer) => layer.call([ones([1, 2, 3])] as never),
      'inputs must be [query, value] or [query, value, key], got 1 of them',
    ],
    [
      'no query',
      (layer) => layer.call({ value: ones([1, 2, 3]) } as never),
      'inputs must be a tensor, a list or { query, value, key }, got { value }',
    ],
    ['nothing', (layer) => layer.call(undefined as never), 'or { query, value, key }, got undefined'],
    [
      'another batch',
      (layer) => layer.call([ones([2, 4, 3]), ones([3, 4, 3])]),
      'value must have shape [2, any, any], got [3, 4, 3]',
    ],
    [
      'another rank',
      (layer) => layer.call([ones([2, 4, 3]), ones([2, 4, 1, 3])]),
      'value must have shape [2, any, any], got [2, 4, 1, 3]',
    ],
    [
      'a key of another length',
      (layer) => layer.call([ones([2, 4, 3]), ones([2, 5, 3]), ones([2, 4, 3])]),
      'key must have shape [2, 5, any], got [2, 4, 3]',
    ],
    [
      'mask',
      (layer) => layer.call(ones([1, 2, 3]), { mask: 1 } as never),
      'options must not hold mask; attentionMask masks scores',
    ],
    [
      'dropout without a key',
      (layer) => layer.call(ones([1, 2, 3]), { training: true }),
      'options.randomKey must be given when training with dropout, got none',
    ],
    [
      'a causal mask of two axes',
      (layer) => layer.call(ones([1, 2, 2, 3]), { useCausalMask: true }),
      'useCausalMask needs one attention axis, got 2',
    ],
  ];
  for (const [what, call, message] of refused) {
    it(`refuses ${what}`, () => {
      const layer = new TalkingHeadsAttention({ ...sizes, dropout: 0.5 });
      assert.throws(() => tidy(() => void call(layer)), message);
      assert.throws(() => tidy(() => void call(layer)), /^TalkingHeadsAttention: /);
      layer.dispose();
    });
  }

  it('refuses other features than it was built for, of each input', () => {
    withLayer(sizes, (layer) => {
      const [x, other] = [ones([1, 4, 3]), ones([1, 4, 5])];
      layer.call(x);
      for (const name of ['query', 'value', 'key'] as const) {
        const inputs = { query: x, value: x, key: x, [name]: other };
        const message = `TalkingHeadsAttention: ${name} must have shape [any, any, 3], got [1, 4, 5]`;
        assert.throws(() => layer.call(inputs), message);
      }
      assert.throws(() => layer.call(ones([1, 4, 4, 5])), 'query must have shape [any, any, any, 3], got [1, 4, 4, 5]');
    });
  });

  const whole = 'must be a whole number above 0, got';
  const options: [Partial<Record<keyof AttentionLayerOptions, unknown>>, string][] = [
    [{ numHeads: 0 }, `numHeads ${whole} 0`],
    [{ numHeads: 1.5 }, `numHeads ${whole} 1.5`],
    [{ numHeads: undefined }, `numHeads ${whole} undefined`],
    [{ keyDim: -2 }, `keyDim ${whole} -2`],
    [{ valueDim: '3' }, `valueDim ${whole} "3"`],
    [{ dropout: 1.5 }, 'dropout: rate must be in [0, 1], got 1.5'],
    [{ outputShape: 8.5 }, `outputShape ${whole} 8.5`],
    [{ outputShape: [2, 0] }, `outputShape ${whole} 0`],
    [{ outputShape: [] }, 'outputShape must be a size or a list of sizes, got []'],
    [{ outputShape: 'wide' }, 'outputShape must be a size or a list of sizes, got "wide"'],
    [{ attentionAxes: 'all' }, 'attentionAxes must be a whole number or a list of them, got "all"'],
    [{ attentionAxes: [1.5] }, 'attentionAxes must be a whole number or a list of them, got [1.5]'],
    [{ dtype: 'float16' }, "dtype must be 'float32', got 'float16'"],
  ];
  for (const [option, message] of options) {
    it(`refuses ${JSON.stringify(option)}`, () => {
      const bad = { ...sizes, ...option } as AttentionLayerOptions;
      assert.throws(() => new TalkingHeadsAttention(bad), `TalkingHeadsAttention: ${message}`);
      assert.throws(() => new MultiHeadAttention(bad), `MultiHeadAttention: ${message}`);
    });
  }

  const axes: [number[], string][] = [
    [[0], 'attentionAxes must leave out the first and the last axis, got [0]'],
    [[-1], 'attentionAxes must leave out the first and the last axis, got [-1]'],
    [[1, -3], 'attentionAxes must be one or more different axes, got [1, -3]'],
    [[], 'attentionAxes must be one or more different axes, got []'],
    [[4], 'attentionAxes must be a whole number in [-4, 4), got 4'],
  ];
  for (const [attentionAxes, message] of axes) {
    it(`refuses to attend over ${JSON.stringify(attentionAxes)} of four axes`, () => {
      const layer = new TalkingHeadsAttention({ ...sizes, attentionAxes });
      assert.throws(() => tidy(() => layer.call(ones([1, 2, 2, 3]))), `TalkingHeadsAttention: ${message}`);
      layer.dispose();
    });
  }
});

describe('TalkingHeadsAttention, heads', () => {
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
      const [output, scores] = layer.call(x, { returnAttentionScores: true, activityLosses: losses });
      assert.lengthOf(losses, 2);
      assertClose(losses[0], [half(output)], 1e-5);
      assertClose(losses[1], [half(scores)], 1e-5);
      const alone: Tensor[] = [];
      layer.call(x, { activityLosses: alone });
      assert.lengthOf(alone, 1);
      assertSameBits(alone[0], losses[0]);
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

describe('TalkingHeadsAttention, axes', () => {
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
