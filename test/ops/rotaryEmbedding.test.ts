import { mul, sum, tidy, zeros } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { rotaryEmbedding } from '../../src/ops/rotaryEmbedding.js';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { Random } from '../float64/random.js';
import { rotary } from '../float64/rotary.js';
import { numbers } from '../float64/scalar.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { toleranceFor } from '../helpers/toleranceFor.js';
import { assertForward } from './assertForward.js';

describe('ops/rotaryEmbedding', () => {
  it('is that of double precision, also of far and fractional positions', () => {
    const random = new Random(1);
    const x = random.normals([2, 4, 3, 6]);
    for (const positions of [
      [0, 1, 2, 3],
      [7, 5, 5, -2],
      [0.25, 0.5, 1_000_000, 123_456.5],
    ]) {
      assertForward(() => rotaryEmbedding(toTensor(x), positions), rotary(numbers, x, positions), positions.join());
      const want = rotary(numbers, x, positions, 50);
      assertForward(() => rotaryEmbedding(toTensor(x), Float64Array.from(positions), { base: 50 }), want, 'base 50');
    }
  });

  it('leaves position 0 as it is, to the bit', () => {
    const x = new Random(2).normals([2, 1, 2, 4]);
    tidy(() => assertSameBits(rotaryEmbedding(toTensor(x), [0]), x.values));
  });

  it('gives products that depend on how far apart positions are', () => {
    const random = new Random(3);
    const [query, key] = [random.normals([1, 1, 1, 8]), random.normals([1, 1, 1, 8])];
    tidy(() => {
      const product = (q: number, k: number): Float32Array =>
        sum(mul(rotaryEmbedding(toTensor(query), [q]), rotaryEmbedding(toTensor(key), [k]))).dataSync<'float32'>();
      // A product of eight terms of about 1, each of six roundings.
      for (const shift of [1, 50, 4000]) assertClose(product(9 + shift, 4 + shift), product(9, 4), toleranceFor(4e-6));
      assert.isAbove(Math.abs(product(9, 4)[0] - product(9, 5)[0]), 1e-2);
    });
  });

  it('has the gradient that turns back', () => {
    const random = new Random(4);
    const [x, cotangent] = [random.normals([1, 3, 2, 4]), random.normals([1, 3, 2, 4])];
    const want = rotary(numbers, cotangent, [-1, -2, -9]);
    tidy(() => {
      const given = toTensor(x);
      const { gradients } = gradientsByTensors(() => rotaryEmbedding(given, [1, 2, 9]), [given], toTensor(cotangent));
      assertClose(gradients[0], want.values, toleranceFor(1e-6) * 4);
    });
  });

  it('takes what has no positions, heads or features', () => {
    tidy(() => {
      for (const shape of [
        [2, 0, 1, 4],
        [0, 1, 2, 2],
        [1, 2, 0, 2],
        [1, 2, 2, 0],
      ]) {
        const positions = Array.from({ length: shape[1] }, (_, t) => t);
        assert.deepEqual(rotaryEmbedding(zeros(shape), positions).shape, shape);
      }
    });
  });

  it('refuses what does not fit', () => {
    tidy(() => {
      const x = zeros([1, 2, 1, 4]);
      const refusals: [() => unknown, string][] = [
        [() => rotaryEmbedding(zeros([2, 4]), [0]), 'x must have shape [any, any, any, any], got [2, 4]'],
        [() => rotaryEmbedding(zeros([1, 2, 1, 3]), [0, 1]), 'x must have an even last size, got [1, 2, 1, 3]'],
        [() => rotaryEmbedding(x, [0]), 'positions must be 2 numbers, got 1'],
        [() => rotaryEmbedding(x, [0, NaN]), 'positions[1] must be a finite number, got NaN'],
        [() => rotaryEmbedding(x, [0, 1], { base: 0.5 }), 'base must be a finite number, at least 1, got 0.5'],
      ];
      for (const [call, message] of refusals) assert.throws(call, `rotaryEmbedding: ${message}`);
    });
  });
});
