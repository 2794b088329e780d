import { add, concat, gather, mul, sub, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { DecoderBlock, type DecoderBlockOptions } from '../../src/layers/DecoderBlock.js';
import { Dropout } from '../../src/layers/Dropout.js';
import { FeedForward } from '../../src/layers/FeedForward.js';
import { LayerNorm } from '../../src/layers/LayerNorm.js';
import { child } from '../../src/modules/CallOptions.js';
import { gelu } from '../../src/ops/gelu.js';
import { layerNorm } from '../../src/ops/layerNorm.js';
import { assertClose, assertSameBits, assertTensorsClose } from '../helpers/assertClose.js';
import { ramp } from './attentionCalls.js';

const randomKey = RandomKey.fromSeed(1);
const training = { training: true, randomKey };

describe('Dropout', () => {
  it('drops a share of the elements in training and keeps the mean', () => {
    const layer = new Dropout({ rate: 0.25 });
    tidy(() => {
      const x = tensor(new Float32Array(10000).fill(3));
      const values = [...layer.call(x, training).dataSync()];
      const dropped = values.filter((value) => value === 0).length;
      // Four standard deviations.
      assert.closeTo(dropped / 10000, 0.25, 4 * Math.sqrt((0.25 * 0.75) / 10000));
      assert.deepEqual([...new Set(values)].sort(), [0, 4]);
      assertSameBits(layer.call(x), x);
      assertSameBits(layer.call(x, { training: false, randomKey }), x);
    });
  });

  it('draws the same mask of the same options, and others for a layer used twice', () => {
    const layer = new Dropout({ rate: 0.5 });
    tidy(() => {
      const x = ramp([50]);
      assertSameBits(layer.call(x, training), layer.call(x, training));
      const scope = { ...training };
      const twice = [0, 1].map(() => layer.call(x, child(scope, 'dropout')).dataSync());
      assert.notDeepEqual(twice[0], twice[1]);
      const again = { ...training };
      for (const mask of twice) assertSameBits(layer.call(x, child(again, 'dropout')), mask);
    });
  });

  it('gives a tensor of its own, also when it drops nothing', () => {
    const x = tensor([1, 2]);
    const same = new Dropout({ rate: 0 }).call(x, { training: true });
    x.dispose();
    assertSameBits(same, [1, 2]);
    same.dispose();
  });

  it('refuses a rate out of range, and training without a key', () => {
    assert.throws(() => new Dropout({ rate: 1.1 }), 'Dropout: rate must be in [0, 1], got 1.1');
    assert.throws(() => new Dropout({ rate: NaN }), 'Dropout: rate must be in [0, 1], got NaN');
    const message = 'Dropout: options.randomKey must be given when training, got none';
    tidy(() => assert.throws(() => new Dropout({ rate: 0.1 }).call(ramp([2]), { training: true }), message));
  });
});

describe('LayerNorm', () => {
  it('shapes its weights by the normalized axes, in the order of x', () => {
    const layer = new LayerNorm({ axis: [-1, 1] });
    layer.ensureBuilt([2, 3, 4, 5]);
    const shapes = [...layer.parameters()].map(([path, { shape }]) => `${path} ${shape.join()}`);
    assert.deepEqual(shapes, ['gamma 3,5', 'beta 3,5']);
    tidy(() => {
      const x = ramp([2, 3, 4, 5]);
      assertTensorsClose(layer.call(x), layerNorm(x, { axis: [1, 3] }), 1e-6);
    });
    layer.dispose();
  });

  it('refuses a negative epsilon, an axis that is not there, and other sizes', () => {
    const message = 'LayerNorm: epsilon must be a finite number, at least 0, got -1';
    assert.throws(() => new LayerNorm({ epsilon: -1 }), message);
    assert.throws(
      () => new LayerNorm({ axis: 2 }).ensureBuilt([2, 3]),
      'LayerNorm: axis must be a whole number in [-2, 2), got 2',
    );
    const layer = new LayerNorm();
    layer.ensureBuilt([2, 3]);
    tidy(() => assert.throws(() => layer.call(ramp([2, 4])), 'layerNorm: gamma must have shape [4], got [3]'));
    layer.dispose();
  });
});

describe('FeedForward', () => {
  it('is two products with GELU between, and dropout after', () => {
    const layer = new FeedForward({ innerSize: 7, dropout: 0.5, biasInitializer: 'randomNormal', seed: 1 });
    tidy(() => {
      const x = ramp([2, 3, 4]);
      const got = layer.call(x);
      const shapes = [...layer.parameters()].map(([path, { shape }]) => `${path} ${shape.join()}`);
      assert.deepEqual(shapes, ['inner.kernel 4,7', 'inner.bias 7', 'outer.kernel 7,4', 'outer.bias 4']);
      const inner = new Map([...layer.parameters()].map(([path, { value }]) => [path, value]));
      const product = (a: Tensor, name: string): Tensor => {
        const [values, kernel] = [a.dataSync(), inner.get(`${name}.kernel`)!];
        const [rows, columns] = kernel.shape as [number, number];
        const weights = kernel.dataSync();
        const sums = Array.from({ length: (values.length / rows) * columns }, (_, i) => {
          const [row, column] = [Math.floor(i / columns), i % columns];
          return Array.from({ length: rows }, (_, k) => values[row * rows + k] * weights[k * columns + column]).reduce(
            (total, one) => total + one,
          );
        });
        return add(tensor(sums, [2, 3, columns]), inner.get(`${name}.bias`)!);
      };
      const want = product(gelu(product(x, 'inner')), 'outer');
      assertTensorsClose(got, want, 1e-5);
      const dropped = layer.call(x, training).dataSync();
      assertSameBits(layer.call(x, training), dropped);
      const doubled = mul(got, 2).dataSync();
      dropped.forEach((value, i) => assert.isTrue(value === 0 || Math.abs(value - doubled[i]) < 1e-6));
      assert.isTrue(dropped.some((value) => value === 0) && dropped.some((value) => value !== 0));
    });
    layer.dispose();
  });

  it('refuses sizes and rates out of range', () => {
    assert.throws(() => new FeedForward({ innerSize: 0 }), 'Dense: units must be a whole number, above 0, got 0');
    assert.throws(() => new FeedForward({ innerSize: 1, dropout: -1 }), 'Dropout: rate must be in [0, 1], got -1');
  });
});

describe('DecoderBlock', () => {
  const sizes: DecoderBlockOptions = { numHeads: 2, keyDim: 3, innerSize: 8, seed: 1 };

  for (const attention of ['talkingHeads', 'multiHead'] as const) {
    it(`adds attention and feed-forward of the normalized input to it (${attention})`, () => {
      const block = new DecoderBlock({ ...sizes, attention });
      tidy(() => {
        const x = ramp([2, 5, 4]);
        const got = block.call(x);
        const heard = block.attention.call(layerNorm(x, { epsilon: 1e-5 }), { useCausalMask: true });
        const attended = add(x, heard);
        const want = add(attended, block.feedForward.call(layerNorm(attended, { epsilon: 1e-5 })));
        assertTensorsClose(got, want, 1e-5);
        assert.equal(block.parameters().has('attention.preSoftmaxWeight'), attention === 'talkingHeads');
      });
      block.dispose();
    });
  }

  it('is causal to the bit', () => {
    const block = new DecoderBlock(sizes);
    tidy(() => {
      const x = ramp([1, 5, 4]);
      const firsts = (y: Tensor): Tensor => gather(y, [0, 1, 2], 1);
      const changed = concat([firsts(x), mul(gather(x, [3, 4], 1), -2)], 1);
      assertSameBits(firsts(block.call(changed)), firsts(block.call(x)));
    });
    block.dispose();
  });

  it('drops in both parts, each with a mask of its own', () => {
    const block = new DecoderBlock({ ...sizes, dropout: 0.5 });
    tidy(() => {
      const x = ramp([1, 5, 4]);
      const [still, dropped] = [block.call(x), block.call(x, training)];
      assertSameBits(block.call(x, training), dropped);
      assert.isAbove(Math.max(...sub(still, dropped).dataSync().map(Math.abs)), 1e-3);
      const parts = [block.attentionDropout, block.feedForward.dropout];
      const scope = { ...training };
      const masks = [
        parts[0].call(tensor(new Float32Array(64).fill(1)), child(scope, 'attentionDropout')),
        parts[1].call(tensor(new Float32Array(64).fill(1)), child(child(scope, 'feedForward'), 'dropout')),
      ].map((mask) => [...mask.dataSync()]);
      assert.notDeepEqual(masks[0], masks[1]);
      assertClose([masks.flat().filter((one) => one === 0).length / 128], [0.5], 0.2);
    });
    block.dispose();
  });

  it('refuses another kind of attention', () => {
    const message = "DecoderBlock: attention must be 'talkingHeads' or 'multiHead', got 'toString'";
    assert.throws(() => new DecoderBlock({ ...sizes, attention: 'toString' as never }), message);
  });
});
