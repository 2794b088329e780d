import { assert } from 'chai';
import { applyOverrides } from '../../../src/runs/config/applyOverrides.js';
import { readRunConfig } from '../../../src/runs/config/readRunConfig.js';
import { assertConfigError } from './configErrorOf.js';

describe('applyOverrides', () => {
  it('replaces values in a copy, the later ones last', () => {
    const given = { model: { numLayers: 2, width: 8 } };
    const got = applyOverrides(given, [
      ['model.numLayers', '6'],
      ['training.patience', 'null'],
      ['optimizer.config.beta2', '0.95'],
      ['optimizer.config.learningRate.config.decaySteps', '7'],
      ['model.numLayers', '7'],
      ['sample.prompt', '1984'],
    ]);
    assert.deepEqual(got, {
      model: { numLayers: 7, width: 8 },
      training: { patience: null },
      optimizer: { config: { beta2: 0.95, learningRate: { config: { decaySteps: 7 } } } },
      sample: { prompt: '1984' },
    });
    assert.deepEqual(given, { model: { numLayers: 2, width: 8 } });
  });

  it('leaves ranges and defaults to readRunConfig', () => {
    const { optimizer } = readRunConfig(applyOverrides({}, [['optimizer.className', 'SGD']]));
    assert.deepEqual(optimizer, { className: 'SGD', config: { globalClipNorm: 1 } });
    assertConfigError(
      () => readRunConfig(applyOverrides({}, [['training.steps', '0']])),
      'training.steps',
      'training.steps must be a whole number, at least 1, got 0',
    );
  });

  const refused: [unknown, string, string, string, string][] = [
    [{}, 'model.width.x', '1', 'model.width.x', "model.width.x must hold no further keys, got 'x'"],
    [
      {},
      'training.step',
      '1',
      'training.step',
      'training.step must be one of steps, batchSize, learningRate, schedule, warmupSteps, finalFraction, seed, ' +
        "evaluateEvery, validationBatches, onNonFinite, patience, got 'step'; did you mean 'steps'?",
    ],
    [
      {},
      'steps',
      '1',
      'steps',
      'steps must be one of data, model, optimizer, training, checkpoints, sample, backend, ' +
        "got 'steps'; did you mean 'training.steps'?",
    ],
    [{}, '__proto__.x', '1', '__proto__', '__proto__ must not be given: the name is reserved'],
    [
      {},
      'optimizer.config.constructor.prototype.x',
      '1',
      'optimizer.config.constructor',
      'optimizer.config.constructor must not be given: the name is reserved',
    ],
    [5, 'model.width', '1', '', 'must be an object, got 5'],
    [{ model: [] }, 'model.width', '1', 'model', 'model must be an object, got []'],
    [{ model: (): void => undefined }, 'model.width', '1', 'model', 'model must be plain data, got a function'],
  ];
  for (const [config, path, word, where, problem] of refused) {
    it(`refuses --${path} ${word} for ${JSON.stringify(config)}`, () => {
      assertConfigError(() => applyOverrides(config, [[path, word]]), where, problem);
    });
  }

  it('is refused afterwards when it nests too deep', () => {
    const path = `optimizer.config${'.a'.repeat(1000)}`;
    assert.throws(() => readRunConfig(applyOverrides({}, [[path, '1']])), 'must nest at most 32 deep, got more');
    assert.notProperty({}, 'x');
  });
});
