import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { L1L2 } from '../../src/regularizers/L1L2.js';
import { assertGolden, fromGolden, goldenTraining } from '../helpers/goldenTraining.js';

describe('L1L2', () => {
  for (const { config, x, loss, gradient } of goldenTraining.regularizers.filter((c) => c.regularizer === 'L1L2')) {
    it(`has the loss and gradient of tf.keras with ${JSON.stringify(config)}`, () => {
      const regularizer = new L1L2(config);
      const values = fromGolden(x);
      const got = gradientsByTensors(() => regularizer.loss(values), [values]);
      assert.deepEqual(got.value.shape, []);
      assertGolden(got.value, [loss], 'loss');
      assertGolden(got.gradients[0], gradient.values, 'gradient');
      for (const tensor of [values, got.value, ...got.gradients]) tensor.dispose();
    });
  }

  it('has the defaults of tf.keras', () => {
    assert.deepEqual(new L1L2().getConfig(), { l1: 0, l2: 0 });
  });

  it('refuses a factor that is not finite', () => {
    assert.throws(() => new L1L2({ l1: NaN }), 'L1L2: l1 must be a finite number, got NaN');
    assert.throws(() => new L1L2({ l2: Infinity }), 'L1L2: l2 must be a finite number, got Infinity');
  });
});
