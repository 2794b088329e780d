import { tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { constraints } from '../../src/constraints/index.js';
import { NonNeg } from '../../src/constraints/NonNeg.js';
import { assertGolden, fromGolden, goldenTraining } from '../helpers/goldenTraining.js';

describe('NonNeg', () => {
  for (const { config, x, y } of goldenTraining.constraints.filter((c) => c.constraint === 'NonNeg')) {
    it(`gives the values of tf.keras with ${JSON.stringify(config)}`, () => {
      const constraint = constraints.get({ class_name: 'NonNeg', config });
      const values = fromGolden(x);
      const got = constraint.apply(values);
      assert.deepEqual(got.shape, y.shape);
      assertGolden(got, y.values);
      values.dispose();
      got.dispose();
    });
  }

  it('raises negative values to 0 and leaves the others', () => {
    const x = tensor([-2, -0.5, 0, 0.5, 2]);
    const y = new NonNeg().apply(x);
    assert.deepEqual(Array.from(y.dataSync()), [0, 0, 0, 0.5, 2]);
    x.dispose();
    y.dispose();
  });
});
