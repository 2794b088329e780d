import { concat, reshape, slice, sum, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { Embedding, type EmbeddingOptions } from '../../src/layers/Embedding.js';
import { assertSameBits } from '../helpers/assertClose.js';

function withEmbedding(options: Partial<EmbeddingOptions>, test: (layer: Embedding) => void): void {
  const layer = new Embedding({ inputDim: 5, outputDim: 3, seed: 1, ...options });
  try {
    tidy(() => test(layer));
  } finally {
    layer.dispose();
  }
}

const ids = (values: number[], shape: number[]): Tensor => tensor(values, shape, 'int32');

describe('Embedding', () => {
  it('gives a row for each id, of any shape', () => {
    withEmbedding({}, (layer) => {
      const got = layer.call(ids([4, 0, 4, 2], [2, 1, 2]));
      assert.deepEqual(got.shape, [2, 1, 2, 3]);
      const row = (i: number): Tensor => slice(layer.embeddings.value, [i, 0], [1, 3]);
      assertSameBits(got, reshape(concat([row(4), row(0), row(4), row(2)], 0), [-1]));
      assert.deepEqual([...layer.parameters().keys()], ['embeddings']);
      assert.isTrue(layer.embeddings.value.dataSync().every((one) => Math.abs(one) <= 0.05 && one !== 0));
    });
  });

  it('adds the gradients of an id that comes twice', () => {
    withEmbedding({}, (layer) => {
      layer.ensureBuilt([1]);
      const { gradients } = gradientsByTensors(() => sum(layer.call(ids([4, 0, 4], [3]))), [layer.embeddings.value]);
      assertSameBits(gradients[0], [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2]);
    });
  });

  it('marks padding on request', () => {
    withEmbedding({ maskZero: true }, (layer) => {
      const mask = layer.call(ids([1, 0, 3, 0], [2, 2])).kerasMask!;
      assert.equal(mask.dtype, 'bool');
      assert.deepEqual(mask.shape, [2, 2]);
      assertSameBits(mask, [1, 0, 1, 0]);
    });
    withEmbedding({}, (layer) => assert.isUndefined(layer.call(ids([0], [1])).kerasMask));
  });

  it('gives its rules to the table', () => {
    const options = {
      embeddingsRegularizer: 'l2',
      embeddingsConstraint: 'unitNorm',
      embeddingsInitializer: 'ones',
    } as const;
    withEmbedding(options, (layer) => {
      layer.ensureBuilt([1]);
      assert.equal(layer.embeddings.regularizer!.constructor.name, 'L2');
      assert.equal(layer.embeddings.constraint!.constructor.name, 'UnitNorm');
      assertSameBits(layer.embeddings.value, new Array<number>(15).fill(1));
    });
  });

  it('refuses sizes and ids out of range', () => {
    const whole = 'must be a whole number, above 0, got';
    assert.throws(() => new Embedding({ inputDim: 0, outputDim: 3 }), `Embedding: inputDim ${whole} 0`);
    assert.throws(() => new Embedding({ inputDim: 3, outputDim: 0.5 }), `Embedding: outputDim ${whole} 0.5`);
    withEmbedding({}, (layer) => {
      assert.throws(() => layer.call(ids([5], [1])), 'embeddingLookup: ids must be in [0, 5), got 5');
      assert.throws(() => layer.call(tensor([1])), 'Embedding: ids must be an int32 tensor, got a float32 tensor');
    });
  });
});
