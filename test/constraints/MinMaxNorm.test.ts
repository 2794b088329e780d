import { tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { constraints } from '../../src/constraints/index.js';
import { MinMaxNorm } from '../../src/constraints/MinMaxNorm.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertGolden, fromGolden, goldenTraining } from '../helpers/goldenTraining.js';

describe('MinMaxNorm', () => {
  for (const { config, x, y } of goldenTraining.constraints.filter((c) => c.constraint === 'MinMaxNorm')) {
    it(`gives the values of tf.keras with ${JSON.stringify(config)}`, () => {
      const constraint = constraints.get({ class_name: 'MinMaxNorm', config });
      const values = fromGolden(x);
      const got = constraint.apply(values);
      assert.deepEqual(got.shape, y.shape);
      assertGolden(got, y.values);
      values.dispose();
      got.dispose();
    });
  }

  it('shortens vectors along axis 0 to norm 1 by default, and leaves short ones and zeros', () => {
    tidy(() => {
      const x = tensor([3, 0.3, 0, 4, 0.4, 0], [2, 3]);
      assertClose(new MinMaxNorm().apply(x), [0.6, 0.3, 0, 0.8, 0.4, 0], 1e-6);
    });
  });

  it('lengthens short vectors, but not zeros, and goes part of the way', () => {
    tidy(() => {
      const x = tensor([3, 0.3, 0, 4, 0.4, 0], [2, 3]);
      const options = { minValue: 2, maxValue: 3 };
      assertClose(new MinMaxNorm(options).apply(x), [1.8, 1.2, 0, 2.4, 1.6, 0], 2e-6);
      // Half way from norm 5 to 3, and from 0.5 to 2.
      assertClose(new MinMaxNorm({ ...options, rate: 0.5 }).apply(x), [2.4, 0.75, 0, 3.2, 1, 0], 2e-6);
      assertClose(new MinMaxNorm({ ...options, rate: 0 }).apply(x), x, 2e-6);
    });
  });

  it('gives one norm where both bounds are the same, along several axes', () => {
    tidy(() => {
      const x = tensor([1, 1, 1, 1, 2, 2, 2, 2], [2, 2, 2]);
      const y = new MinMaxNorm({ minValue: 4, maxValue: 4, axis: [1, -1] }).apply(x);
      assertClose(y, new Array(8).fill(2), 2e-6);
    });
  });

  it('brings huge vectors to their norm, and leaves finite what it moves part of the way', () => {
    tidy(() => {
      const x = tensor([3e25, 4e25, 1e-3, 0], [2, 2]);
      assertClose(new MinMaxNorm({ maxValue: 5, axis: 1 }).apply(x), [3, 4, 1e-3, 0], 1e-6);
      const half = new MinMaxNorm({ rate: 0.5, axis: 1 }).apply(x).dataSync();
      assertClose(
        Array.from(half, (value) => value / 1e25),
        [1.5, 2, 0, 0],
        1e-6,
      );
    });
  });

  it('has the defaults of tf.keras', () => {
    assert.deepEqual(new MinMaxNorm().getConfig(), { minValue: 0, maxValue: 1, rate: 1, axis: 0 });
  });

  it('refuses options out of their range, and axes that the tensor lacks', () => {
    const refused: [object, string][] = [
      [{ minValue: -1 }, 'minValue must be a finite number, at least 0, got -1'],
      [{ minValue: 1e38, maxValue: 1e38 }, 'minValue must be at most 1e+37 in size, got 1e+38'],
      [{ minValue: 2 }, 'maxValue must be a finite number, at least 2, got 1'],
      [{ rate: 1.5 }, 'rate must be a finite number, at least 0, at most 1, got 1.5'],
      [{ axis: 0.5 }, 'axis must be a whole number, got 0.5'],
    ];
    for (const [options, message] of refused) assert.throws(() => new MinMaxNorm(options), `MinMaxNorm: ${message}`);
    const x = tensor([1, 2]);
    const apply = (): unknown => new MinMaxNorm({ axis: 1 }).apply(x);
    assert.throws(apply, 'MinMaxNorm: axis must be a whole number in [-1, 1), got 1');
    x.dispose();
  });
});
