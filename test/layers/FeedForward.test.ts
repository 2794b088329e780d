import { add, mul, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { FeedForward } from '../../src/layers/FeedForward.js';
import { gelu } from '../../src/ops/gelu.js';
import { assertSameBits, assertTensorsClose } from '../helpers/assertClose.js';
import { ramp } from './attentionCalls.js';

const training = { training: true, randomKey: RandomKey.fromSeed(1) };

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
    assert.throws(
      () => new FeedForward({ innerSize: 0 }),
      'FeedForward: innerSize must be a whole number, above 0, got 0',
    );
    assert.throws(
      () => new FeedForward({ innerSize: 1, dropout: -1 }),
      'FeedForward: dropout must be in [0, 1], got -1',
    );
  });
});
