import { tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { sizeOf } from '../../src/engine/shapes.js';
import { Orthogonal } from '../../src/initializers/Orthogonal.js';
import { assertClose } from '../helpers/assertClose.js';

const identity = (size: number, scale: number): number[] =>
  Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? scale : 0));

describe('Orthogonal', () => {
  for (const [shape, gain] of [
    [[40, 40], 1],
    [[50, 20], 1],
    [[20, 50], 1],
    [[6, 5, 8], 2],
    [[2, 3, 10], -0.5],
    [[1, 1], 1],
  ] as const) {
    it(`has orthonormal rows or columns, whichever are fewer: [${shape.join(', ')}] times ${gain}`, () => {
      const columns = shape.at(-1)!;
      const rows = sizeOf(shape.slice(0, -1));
      const x = tidy(() => new Orthogonal({ gain }).initialize(shape, RandomKey.fromSeed(1)).dataSync<'float32'>());
      const vectors = Array.from({ length: Math.min(rows, columns) }, (_, i) =>
        rows >= columns ? x.filter((_, place) => place % columns === i) : x.slice(i * columns, (i + 1) * columns),
      );
      const products = vectors.flatMap((a) => vectors.map((b) => a.reduce((sum, value, i) => sum + value * b[i], 0)));
      // In double precision the vectors are orthonormal to 1e-15; rounded to float32 each of their elements is off by
      // one part in 2²⁴, and the product of two by twice that at most (Cauchy and Schwarz).
      assertClose(products, identity(vectors.length, gain ** 2), gain ** 2 * 2 ** -23);
    });
  }

  it('refuses fewer than two axes, and a gain that is not finite', () => {
    const initialize = (): unknown => new Orthogonal().initialize([4], RandomKey.fromSeed(1));
    assert.throws(initialize, 'Orthogonal: shape must have at least 2 axes, got [4]');
    assert.throws(() => new Orthogonal({ gain: NaN }), 'Orthogonal: gain must be a finite number, got NaN');
  });
});
