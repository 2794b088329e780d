import { assert } from 'chai';
import { optimizers } from '../../../src/optimizers/index.js';
import { AdamW } from '../../../src/optimizers/AdamW.js';
import { CosineDecay } from '../../../src/schedules/CosineDecay.js';
import { makeOptimizer } from '../../../src/runs/config/makeOptimizer.js';
import { readRunConfig } from '../../../src/runs/config/readRunConfig.js';
import { assertConfigError, configErrorOf } from './configErrorOf.js';

describe('makeOptimizer', () => {
  it('makes AdamW with a cosine unless told otherwise', () => {
    const expected = new AdamW({
      learningRate: new CosineDecay({
        initialLearningRate: 2e-3 / 10,
        warmupTarget: 2e-3,
        warmupSteps: 100,
        decaySteps: 2700,
        alpha: 0.05,
      }),
      weightDecay: 0.01,
      excludeFromWeightDecay: ['**.bias', '**.gamma', '**.beta'],
      beta2: 0.99,
      globalClipNorm: 1,
    });
    const made = makeOptimizer(readRunConfig({}));
    assert.instanceOf(made, AdamW);
    assert.deepEqual(optimizers.serialize(made), optimizers.serialize(expected));
  });

  for (const className of optimizers.names) {
    it(`makes ${className} of its name alone`, () => {
      const made = makeOptimizer(readRunConfig({ optimizer: { className } }));
      const { className: name, config } = optimizers.serialize(made);
      assert.equal(name, className);
      assert.equal(config.globalClipNorm, 1);
      assert.equal(made.learningRate, 2e-3 / 10);
    });
  }

  it('prefers a learning rate among the options, also in the spelling of Keras', () => {
    const rateOf = (config: object): number => makeOptimizer(readRunConfig({ optimizer: { config } })).learningRate;
    assert.equal(rateOf({ learningRate: 0.5 }), 0.5);
    assert.equal(rateOf({ learning_rate: 0.25 }), 0.25);
    const linear = { className: 'LinearDecay', config: { initialLearningRate: 0.3, decaySteps: 4 } };
    assert.equal(rateOf({ learningRate: linear }), 0.3);
    assert.equal(rateOf({ learningRate: null }), 2e-3 / 10);
  });

  const refused: [object, string][] = [
    [
      { className: 'SGD', config: { momentum: 2 } },
      'optimizer: SGD: momentum must be a finite number, at least 0, at most 1, got 2',
    ],
    [
      { config: { clipNorm: 1, clipValue: 1 } },
      'optimizer: AdamW: only one way of clipping must be given, got clipValue and clipNorm',
    ],
  ];
  for (const [optimizer, problem] of refused) {
    it(`refuses ${JSON.stringify(optimizer)}`, () => {
      assertConfigError(() => makeOptimizer(readRunConfig({ optimizer })), 'optimizer', problem);
    });
  }

  it('refuses unknown options and schedules, with what may have been meant', () => {
    const errorOf = (config: object): Error =>
      configErrorOf(() => makeOptimizer(readRunConfig({ optimizer: { config } })));
    assert.match(errorOf({ beta3: 1 }).message, /^config: optimizer: .*'beta3'; did you mean 'beta1'\?$/);
    const schedule = { className: 'LinearDecai', config: {} };
    assert.match(errorOf({ learningRate: schedule }).message, /^config: optimizer: .*; did you mean 'linearDecay'\?$/);
    assert.instanceOf(errorOf({ beta3: 1 }).cause, Error);
  });
});
