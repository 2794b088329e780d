import { assert } from 'chai';
import { SGD } from '../../src/optimizers/SGD.js';
import { assertTrajectory } from '../helpers/assertTrajectory.js';
import { goldenTraining } from '../helpers/goldenTraining.js';

describe('SGD', () => {
  const cases = goldenTraining.optimizers.filter(({ optimizer }) => optimizer === 'SGD');

  it('has its four cases', () => assert.lengthOf(cases, 4));

  for (const golden of cases) {
    it(`follows tf.keras with ${JSON.stringify(golden.config)}`, () => assertTrajectory(golden));
  }

  it('has the defaults of tf.keras', () => {
    const { learningRate, momentum, nesterov, weightDecay } = new SGD().getConfig();
    assert.deepEqual([learningRate, momentum, nesterov, weightDecay], [0.01, 0, false, 0]);
  });

  it('remembers nothing without momentum', () => {
    assert.deepEqual(new SGD().init(null as never), {});
  });

  it('refuses a momentum outside of [0, 1]', () => {
    const message = 'SGD: momentum must be a finite number, at least 0, at most 1, got ';
    for (const momentum of [-0.1, 1.1, NaN]) assert.throws(() => new SGD({ momentum }), `${message}${momentum}`);
  });
});
