import { assert } from 'chai';
import { readRunConfig } from '../../../src/runs/config/readRunConfig.js';
import { assertConfigError } from './configErrorOf.js';

const sections = 'data, model, optimizer, training, checkpoints, sample, backend';
const optimizerNames = 'SGD, Adam, AdamW, Adamax, Nadam, Adagrad, Adadelta, RMSprop, Lion, Adafactor, Ftrl';

describe('readRunConfig', () => {
  it('fills in every default', () => {
    assert.deepEqual(readRunConfig({}), {
      data: { text: 'moby-dick', validationFraction: 0.1, sampling: 'random' },
      model: {
        attention: 'talkingHeads',
        numLayers: 4,
        width: 128,
        numHeads: 4,
        contextLength: 128,
        dropout: 0,
        positions: 'learned',
        normalization: 'pre',
        norm: 'layerNorm',
        epsilon: 1e-5,
        feedForward: 'dense',
        activation: 'gelu',
        stochasticDepth: 0,
        layerScale: null,
      },
      optimizer: {
        className: 'AdamW',
        config: {
          weightDecay: 0.01,
          excludeFromWeightDecay: ['**.bias', '**.gamma', '**.beta'],
          beta2: 0.99,
          globalClipNorm: 1,
        },
      },
      training: {
        steps: 2800,
        batchSize: 8,
        learningRate: 2e-3,
        schedule: 'cosine',
        warmupSteps: 100,
        finalFraction: 0.05,
        seed: 1,
        evaluateEvery: 200,
        validationBatches: 16,
        onNonFinite: 'stop',
        patience: null,
      },
      checkpoints: { every: 200, keep: 3, keepBest: true, onFailure: 'stop' },
      sample: { prompt: 'Call me ', length: 400, temperature: 0.8, topK: null, topP: null, every: 0 },
      backend: {},
    });
  });

  it('keeps what is given, accepts its own result, and gives it unchanged, also through JSON', () => {
    const given = {
      data: { text: '-', validationFraction: 0.5, sampling: 'shuffled' },
      model: { innerSize: 7, layerScale: 0.1, positions: 'rotary', activation: 'silu' },
      optimizer: { className: 'SGD', config: { momentum: 0.9, clipValue: 2 } },
      training: { steps: 3, validationBatches: null, patience: 2 },
      sample: { topK: 5, topP: 1 },
      backend: { name: 'cpu', threads: 64, blas: 'auto' },
    };
    const read = readRunConfig(given);
    const { data, model, optimizer, training, sample, backend } = read as unknown as Record<string, object>;
    assert.deepInclude(data, given.data);
    assert.deepInclude(model, given.model);
    assert.deepEqual(optimizer, given.optimizer);
    assert.deepInclude(training, { ...given.training, warmupSteps: 1 });
    assert.deepInclude(sample, given.sample);
    assert.deepEqual(backend, given.backend);
    assert.deepEqual(readRunConfig(read), read);
    assert.deepEqual(readRunConfig(JSON.parse(JSON.stringify(read))), read);
  });

  it('shares nothing with what is given, nor one result with another', () => {
    const given = { optimizer: { config: { excludeFromWeightDecay: ['a'] } } };
    const read = readRunConfig(given);
    given.optimizer.config.excludeFromWeightDecay.push('b');
    assert.deepEqual(read.optimizer.config.excludeFromWeightDecay, ['a']);
    (readRunConfig({}).optimizer.config.excludeFromWeightDecay as string[]).push('c');
    assert.lengthOf(readRunConfig({}).optimizer.config.excludeFromWeightDecay as string[], 3);
  });

  it('warms up for 100 steps, or for half of them where that is less', () => {
    for (const [steps, warmupSteps] of [
      [1, 0],
      [5, 2],
      [200, 100],
      [2800, 100],
    ]) {
      assert.equal(readRunConfig({ training: { steps } }).training.warmupSteps, warmupSteps);
    }
    assert.equal(readRunConfig({ training: { steps: 5, warmupSteps: 0 } }).training.warmupSteps, 0);
  });

  const optimizerConfigs: [string, Record<string, unknown>, Record<string, unknown>][] = [
    ['SGD', {}, { globalClipNorm: 1 }],
    ['SGD', { clipNorm: 2 }, { clipNorm: 2 }],
    ['SGD', { global_clipnorm: 3 }, { global_clipnorm: 3 }],
    ['SGD', { globalClipNorm: null }, { globalClipNorm: null }],
    [
      'AdamW',
      { beta_2: 0.9, weight_decay: 0, excludeFromWeightDecay: [] },
      { beta_2: 0.9, weight_decay: 0, excludeFromWeightDecay: [], globalClipNorm: 1 },
    ],
  ];
  for (const [className, config, expected] of optimizerConfigs) {
    it(`completes the options of ${className} ${JSON.stringify(config)}`, () => {
      assert.deepEqual(readRunConfig({ optimizer: { className, config } }).optimizer, { className, config: expected });
    });
  }

  const refused: [unknown, string, string][] = [
    [5, '', 'must be an object, got 5'],
    [null, '', 'must be an object, got null'],
    [[], '', 'must be an object, got []'],
    [{ modell: {} }, 'modell', `modell must be one of ${sections}, got 'modell'; did you mean 'model'?`],
    [{ steps: 5 }, 'steps', `steps must be one of ${sections}, got 'steps'; did you mean 'training.steps'?`],
    [{ model: null }, 'model', 'model must be an object, got null'],
    [
      { model: { numLayer: 6 } },
      'model.numLayer',
      'model.numLayer must be one of attention, numLayers, width, numHeads, contextLength, innerSize, dropout, ' +
        'positions, normalization, norm, epsilon, feedForward, activation, stochasticDepth, layerScale, ' +
        "got 'numLayer'; did you mean 'numLayers'?",
    ],
    [
      { checkpoints: { topK: 1 } },
      'checkpoints.topK',
      "checkpoints.topK must be one of every, keep, keepBest, onFailure, got 'topK'; did you mean 'sample.topK'?",
    ],
    [{ backend: { what: 1 } }, 'backend.what', "backend.what must be one of name, threads, blas, got 'what'"],
    [{ training: { steps: '100' } }, 'training.steps', "training.steps must be a whole number, at least 1, got '100'"],
    [{ training: { steps: 1.5 } }, 'training.steps', 'training.steps must be a whole number, at least 1, got 1.5'],
    [
      { training: { steps: 2 ** 53 } },
      'training.steps',
      'training.steps must be a whole number, at least 1, at most 9007199254740991, got 9007199254740992',
    ],
    [
      { training: { steps: 10, warmupSteps: 10 } },
      'training.warmupSteps',
      'training.warmupSteps must be below steps, 10, got 10',
    ],
    [
      { training: { patience: 0 } },
      'training.patience',
      'training.patience must be a whole number, at least 1, or null, got 0',
    ],
    [{ model: { dropout: 1 } }, 'model.dropout', 'model.dropout must be a finite number, at least 0, below 1, got 1'],
    [{ model: { layerScale: 'x' } }, 'model.layerScale', "model.layerScale must be a finite number, or null, got 'x'"],
    [
      { model: { attention: 'multihead' } },
      'model.attention',
      "model.attention must be one of talkingHeads, multiHead, got 'multihead'; did you mean 'multiHead'?",
    ],
    [
      { optimizer: { className: 'adamw' } },
      'optimizer.className',
      `optimizer.className must be one of ${optimizerNames}, got 'adamw'; did you mean 'AdamW'?`,
    ],
    [{ optimizer: { config: [] } }, 'optimizer.config', 'optimizer.config must be an object, got []'],
    [{ data: { text: '' } }, 'data.text', "data.text must be a string that is not empty, got ''"],
    [{ data: { text: 5 } }, 'data.text', 'data.text must be a string that is not empty, got 5'],
    [
      { data: { validationFraction: 0 } },
      'data.validationFraction',
      'data.validationFraction must be a finite number, above 0, below 1, got 0',
    ],
    [{ sample: { topP: 2 } }, 'sample.topP', 'sample.topP must be a finite number, above 0, at most 1, or null, got 2'],
    [
      { checkpoints: { keepBest: 'yes' } },
      'checkpoints.keepBest',
      "checkpoints.keepBest must be true or false, got 'yes'",
    ],
    [
      { backend: { threads: 65 } },
      'backend.threads',
      'backend.threads must be a whole number, at least 1, at most 64, got 65',
    ],
    [{ model: { width: NaN } }, 'model.width', 'model.width must be a finite number, got NaN'],
    [
      { optimizer: { config: JSON.parse('{"__proto__":{}}') as unknown } },
      'optimizer.config.__proto__',
      'optimizer.config.__proto__ must not be given: the name is reserved',
    ],
  ];
  for (const [config, path, problem] of refused) {
    it(`refuses ${JSON.stringify(config)}`, () => assertConfigError(() => readRunConfig(config), path, problem));
  }
});
