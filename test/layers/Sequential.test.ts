import { tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { Dense } from '../../src/layers/Dense.js';
import { Dropout } from '../../src/layers/Dropout.js';
import { Embedding } from '../../src/layers/Embedding.js';
import { MeanPooling } from '../../src/layers/MeanPooling.js';
import { MultiHeadAttention } from '../../src/layers/MultiHeadAttention.js';
import { Sequential } from '../../src/layers/Sequential.js';
import { child } from '../../src/modules/CallOptions.js';
import { modelToJson } from '../../src/models/modelToJson.js';
import { Module } from '../../src/modules/Module.js';
import { assertSameBits } from '../helpers/assertClose.js';
import { ramp } from './attentionCalls.js';

/** Gives no tensor, in spite of its type. */
class Silent extends Module {
  call(): Tensor {
    return 5 as never;
  }
}

describe('Sequential', () => {
  it('calls its layers one after the other', () => {
    const layers = [new Dense({ units: 3, activation: 'tanh' }), new Dense({ units: 2 })] as const;
    const model = new Sequential({ layers, seed: 1 });
    tidy(() => {
      const x = ramp([2, 4]);
      assertSameBits(model.call(x), layers[1].call(layers[0].call(x)));
    });
    assert.deepEqual(
      [...model.parameters()].map(([path, { shape }]) => [path, shape.join()]),
      [
        ['layers.0.kernel', '4,3'],
        ['layers.0.bias', '3'],
        ['layers.1.kernel', '3,2'],
        ['layers.1.bias', '2'],
      ],
    );
    model.dispose();
  });

  it('is built through from the shape of its input, by its seed: ids, attention and pooling as well', () => {
    const make = (): Sequential =>
      new Sequential({
        layers: [
          new Embedding({ inputDim: 5, outputDim: 4 }),
          new MultiHeadAttention({ numHeads: 2, keyDim: 2 }),
          new MeanPooling(),
          new Dense({ units: 3 }),
        ],
        seed: 7,
      });
    const [built, called] = [make(), make()];
    built.ensureBuilt([1, 6]);
    tidy(() => {
      assert.deepEqual(called.call(tensor([[1, 2, 0]], [1, 3], 'int32')).shape, [1, 3]);
    });
    assert.deepEqual(called.getWeights(), built.getWeights());
    assert.equal(built.parameters().size, 11);
    for (const model of [built, called]) model.dispose();
  });

  it('gives each layer the options of a child, by its index', () => {
    const layers = [new Dropout({ rate: 0.5 }), new Dropout({ rate: 0.5 })];
    const model = new Sequential({ layers });
    const options = { training: true, randomKey: RandomKey.fromSeed(2) };
    tidy(() => {
      const x = ramp([8, 8]);
      const scope = { ...options };
      const first = layers[0].call(x, child(scope, '0'));
      assertSameBits(model.call(x, options), layers[1].call(first, child(scope, '1')));
      assertSameBits(model.call(x, options), model.call(x, options));
    });
  });

  it('a layer that is named twice shares its parameters', () => {
    const dense = new Dense({ units: 3 });
    const model = new Sequential({ layers: [dense, dense] });
    tidy(() => {
      const x = ramp([2, 3]);
      assertSameBits(model.call(x), dense.call(dense.call(x)));
    });
    assert.equal(model.parameters().size, 2);
    model.dispose();
  });

  it('refuses what gives no tensor', () => {
    assert.throws(
      () => tidy(() => new Sequential({ layers: [new Silent()] }).call(ramp([2, 2]))),
      'Sequential: output of layers[0] must be a tensor, got 5',
    );
  });

  it('is not described when a layer is named twice', () => {
    const [dense, dropout] = [new Dense({ units: 3 }), new Dropout({ rate: 0.5 })];
    const refused = 'Sequential: layers must be different to be described, got layers[2] = layers[0]';
    assert.throws(() => new Sequential({ layers: [dense, dropout, dense] }).getConfig(), refused);
    assert.throws(() => modelToJson(new Sequential({ layers: [dense, dropout, dense] })), refused);
  });

  it('its configuration holds its layers', () => {
    const layers = [new Dropout({ rate: 0.5 })];
    const model = new Sequential({ layers, name: 'two', seed: 1 });
    assert.deepEqual(model.getConfig(), { name: 'two', trainable: true, seed: 1, layers });
    assert.deepEqual(new Sequential(model.getConfig() as never).getConfig(), model.getConfig());
  });
});
