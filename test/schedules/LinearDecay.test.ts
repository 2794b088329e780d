import { assert } from 'chai';
import { LinearDecay } from '../../src/schedules/LinearDecay.js';
import { assertClose } from '../helpers/assertClose.js';
import { goldenTraining } from '../helpers/goldenTraining.js';

describe('LinearDecay', () => {
  // One that cycles is a line in its first period: its power is 1.
  const { config, values } = goldenTraining.schedules.find((golden) => golden.config.cycle === true)!;

  it(`gives the rates of tf.keras's PolynomialDecay with ${JSON.stringify(config)}, in its first period`, () => {
    const decaySteps = config.decay_steps as number;
    const schedule = new LinearDecay({
      initialLearningRate: config.initial_learning_rate as number,
      decaySteps,
      endLearningRate: config.end_learning_rate as number,
    });
    const expected = values.slice(0, decaySteps + 1);
    assert.lengthOf(expected, 8);
    // Theirs are float32, which has 24 bits, of rates below 1.
    assertClose(
      expected.map((_, step) => schedule.learningRate(step)),
      expected,
      1e-7,
    );
  });

  it('is the line of its definition, exactly at both ends, and constant afterwards', () => {
    const down = new LinearDecay({ initialLearningRate: 0.3, decaySteps: 4, endLearningRate: 0.1 });
    const up = new LinearDecay({ initialLearningRate: 0, decaySteps: 2.5, endLearningRate: 1 });
    // Doubles: a few roundings of numbers below 1.
    assertClose(
      [0, 1, 2, 3, 4, 1e9].map((step) => down.learningRate(step)),
      [0.3, 0.25, 0.2, 0.15, 0.1, 0.1],
      1e-15,
    );
    assertClose(
      [0, 1, 2, 3].map((step) => up.learningRate(step)),
      [0, 0.4, 0.8, 1],
      1e-15,
    );
  });

  it('ends at 0 by default', () => {
    const schedule = new LinearDecay({ initialLearningRate: 0.1, decaySteps: 10 });
    assert.equal(schedule.learningRate(10), 0);
    assert.deepEqual(schedule.getConfig(), { initialLearningRate: 0.1, decaySteps: 10, endLearningRate: 0 });
  });

  it('refuses options out of their range, and a step that is none', () => {
    const number = 'must be a finite number, at least 0, got';
    const refused: [object, string][] = [
      [{ initialLearningRate: -1 }, `LinearDecay: initialLearningRate ${number} -1`],
      [{ decaySteps: 0 }, 'LinearDecay: decaySteps must be a finite number, above 0, got 0'],
      [{ endLearningRate: NaN }, `LinearDecay: endLearningRate ${number} NaN`],
    ];
    for (const [options, message] of refused) {
      const make = (): unknown => new LinearDecay({ initialLearningRate: 1, decaySteps: 1, ...options });
      assert.throws(make, Error, new RegExp(`^${message}$`));
    }
    const schedule = new LinearDecay({ initialLearningRate: 1, decaySteps: 1 });
    assert.throws(() => schedule.learningRate(-1), Error, `LinearDecay: step ${number} -1`);
  });
});
