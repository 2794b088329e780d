import { cast, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { getLoss, losses } from '../../src/losses/index.js';
import { assertGolden, fromGolden, goldenTraining } from '../helpers/goldenTraining.js';

describe('losses of tf.keras', () => {
  for (const { loss, config, target, prediction, value, gradient } of goldenTraining.losses) {
    it(`${loss} of ${JSON.stringify(config)} has the value and the gradient`, () => {
      tidy(() => {
        const given = fromGolden(target);
        const expected = loss.startsWith('Sparse') ? cast(given, 'int32') : given;
        const x = fromGolden(prediction);
        const made = getLoss({ class_name: loss, config });
        const got = gradientsByTensors(() => made.call(expected, x), [x]);
        assert.deepEqual(got.value.shape, []);
        assertGolden(got.value, [value], 'value');
        assertGolden(got.gradients[0], gradient.values, 'gradient');
      });
    });
  }

  it('are all there', () => {
    const names = new Set(goldenTraining.losses.map(({ loss }) => loss));
    assert.lengthOf([...names], 10);
    for (const name of names) assert.equal(losses.serialize(getLoss(name)).className, name);
  });
});
