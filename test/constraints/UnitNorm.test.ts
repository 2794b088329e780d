import { tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { constraints } from '../../src/constraints/index.js';
import { UnitNorm } from '../../src/constraints/UnitNorm.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertGolden, fromGolden, goldenTraining } from '../helpers/goldenTraining.js';

describe('UnitNorm', () => {
  for (const { config, x, y } of goldenTraining.constraints.filter((c) => c.constraint === 'UnitNorm')) {
    it(`gives the values of tf.keras with ${JSON.stringify(config)}`, () => {
      const constraint = constraints.get({ class_name: 'UnitNorm', config });
      const values = fromGolden(x);
      const got = constraint.apply(values);
      assert.deepEqual(got.shape, y.shape);
      assertGolden(got, y.values);
      values.dispose();
      got.dispose();
    });
  }

  it('scales vectors along axis 0 by default, and leaves zeros', () => {
    const x = tensor([3, 0.3, 0, 4, 0.4, 0], [2, 3]);
    const y = new UnitNorm().apply(x);
    assertClose(y, [0.6, 0.6, 0, 0.8, 0.8, 0], 1e-6);
    x.dispose();
    y.dispose();
  });

  it('takes several axes, counted from the end as well', () => {
    const x = tensor([1, 1, 1, 1, 2, 2, 2, 2], [2, 2, 2]);
    const y = new UnitNorm({ axis: [1, -1] }).apply(x);
    assertClose(y, new Array(8).fill(0.5), 1e-6);
    x.dispose();
    y.dispose();
  });

  it('refuses broken axes, and axes that the tensor lacks', () => {
    assert.throws(() => new UnitNorm({ axis: NaN }), 'UnitNorm: axis must be a whole number, got NaN');
    const x = tensor([1, 2], [2]);
    assert.throws(() => new UnitNorm({ axis: 1 }).apply(x), 'UnitNorm: axis must be a whole number in [-1, 1), got 1');
    x.dispose();
  });
});
