import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { L1 } from '../../src/regularizers/L1.js';
import { assertGolden, fromGolden, goldenTraining } from '../helpers/goldenTraining.js';

describe('L1', () => {
  for (const { config, x, loss, gradient } of goldenTraining.regularizers.filter((c) => c.regularizer === 'L1')) {
    it(`has the loss and gradient of tf.keras with ${JSON.stringify(config)}`, () => {
      const regularizer = new L1(config);
      const values = fromGolden(x);
      const got = gradientsByTensors(() => regularizer.loss(values), [values]);
      assert.deepEqual(got.value.shape, []);
      assertGolden(got.value, [loss], 'loss');
      assertGolden(got.gradients[0], gradient.values, 'gradient');
      for (const tensor of [values, got.value, ...got.gradients]) tensor.dispose();
    });
  }

  it('has the defaults of tf.keras', () => {
    assert.deepEqual(new L1().getConfig(), { l1: 0.01 });
  });

  it('refuses a factor that is not finite', () => {
    assert.throws(() => new L1({ l1: NaN }), 'L1: l1 must be a finite number, got NaN');
  });
});
