import { tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { meanSquaredError } from '../../src/losses/meanSquaredError.js';
import { assertGolden, fromGolden, goldenTraining } from '../helpers/goldenTraining.js';

describe('meanSquaredError', () => {
  for (const golden of goldenTraining.losses.filter(({ loss }) => loss === 'MeanSquaredError')) {
    it('has the value and gradients of tf.keras', () => {
      const [target, prediction] = [fromGolden(golden.target), fromGolden(golden.prediction)];
      const got = gradientsByTensors(() => meanSquaredError(target, prediction), [prediction, target]);
      assert.deepEqual(got.value.shape, []);
      assertGolden(got.value, [golden.value], 'value');
      assertGolden(got.gradients[0], golden.gradient.values, 'gradient by the prediction');
      const negated = golden.gradient.values.map((value) => -value);
      assertGolden(got.gradients[1], negated, 'gradient by the target');
      for (const x of [target, prediction, got.value, ...got.gradients]) x.dispose();
    });
  }

  it('refuses shapes that differ, also where they would broadcast', () => {
    const [target, prediction] = [tensor([1, 2, 3, 4], [4]), tensor([1, 2, 3, 4], [4, 1])];
    const message = 'meanSquaredError: prediction must have shape [4], got [4, 1]';
    assert.throws(() => meanSquaredError(target, prediction), message);
    target.dispose();
    prediction.dispose();
  });
});
