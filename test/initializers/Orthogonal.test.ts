import { matMul, reshape, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { sizeOf } from '../../src/engine/shapes.js';
import { Orthogonal } from '../../src/initializers/Orthogonal.js';
import { assertClose } from '../helpers/assertClose.js';
import { moments } from '../helpers/moments.js';

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
      const product = tidy(() => {
        const x = reshape(new Orthogonal({ gain }).initialize(shape, RandomKey.fromSeed(1)), [rows, columns]);
        return rows >= columns ? matMul(x, x, true) : matMul(x, x, false, true);
      });
      assertClose(product, identity(Math.min(rows, columns), gain ** 2), 1e-5);
      product.dispose();
    });
  }

  it('is drawn evenly from the orthogonal matrices: the diagonal has no preferred sign', () => {
    const diagonal = Array.from({ length: 4000 }, (_, seed) =>
      tidy(() => new Orthogonal().initialize([3, 3], RandomKey.fromSeed(seed)).dataSync()[0]),
    );
    // An element of a uniform orthogonal matrix of size n has mean 0 and variance 1/n.
    const { mean, deviation } = moments(diagonal);
    assert.approximately(mean, 0, 5 * Math.sqrt(1 / 3 / 4000));
    assert.approximately(deviation, Math.sqrt(1 / 3), 0.03);
  });

  it('refuses fewer than two axes, and a gain that is not finite', () => {
    const initialize = (): unknown => new Orthogonal().initialize([4], RandomKey.fromSeed(1));
    assert.throws(initialize, 'Orthogonal: shape must have at least 2 axes, got [4]');
    assert.throws(() => new Orthogonal({ gain: NaN }), 'Orthogonal: gain must be a finite number, got NaN');
  });
});
