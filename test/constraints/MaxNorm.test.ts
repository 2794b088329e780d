import { tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { constraints } from '../../src/constraints/index.js';
import { MaxNorm } from '../../src/constraints/MaxNorm.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertGolden, fromGolden, goldenTraining } from '../helpers/goldenTraining.js';

describe('MaxNorm', () => {
  for (const { config, x, y } of goldenTraining.constraints.filter((c) => c.constraint === 'MaxNorm')) {
    it(`gives the values of tf.keras with ${JSON.stringify(config)}`, () => {
      const constraint = constraints.get({ class_name: 'MaxNorm', config });
      const values = fromGolden(x);
      const got = constraint.apply(values);
      assert.deepEqual(got.shape, y.shape);
      assertGolden(got, y.values);
      values.dispose();
      got.dispose();
    });
  }

  it('shortens long vectors to norm 2 along axis 0 by default, and leaves short ones and zeros', () => {
    const x = tensor([3, 0.3, 0, 4, 0.4, 0], [2, 3]);
    const y = new MaxNorm().apply(x);
    assertClose(y, [1.2, 0.3, 0, 1.6, 0.4, 0], 1e-6);
    x.dispose();
    y.dispose();
  });

  it('refuses a negative norm, broken axes, and axes that the tensor lacks', () => {
    const negative = 'MaxNorm: maxValue must be a finite number, at least 0, got -1';
    assert.throws(() => new MaxNorm({ maxValue: -1 }), negative);
    assert.throws(() => new MaxNorm({ axis: [0, 0.5] }), 'MaxNorm: axis must be a whole number, got 0.5');
    const x = tensor([1, 2], [2]);
    assert.throws(() => new MaxNorm({ axis: 1 }).apply(x), 'MaxNorm: axis must be a whole number in [-1, 1), got 1');
    x.dispose();
  });
});
