import { assert } from 'chai';
import { convertOverride } from '../../../src/runs/config/convertOverride.js';
import { assertConfigError } from './configErrorOf.js';

describe('convertOverride', () => {
  const converted: [string, string, unknown][] = [
    ['model.numLayers', '6', 6],
    ['model.dropout', '.1', 0.1],
    ['model.epsilon', '1e-3', 1e-3],
    ['training.steps', '-1', -1],
    ['training.patience', 'null', null],
    ['training.patience', '3', 3],
    ['model.layerScale', 'null', null],
    ['model.layerScale', '0.5', 0.5],
    ['checkpoints.keepBest', 'false', false],
    ['sample.prompt', '1984', '1984'],
    ['sample.prompt', 'null', 'null'],
    ['sample.prompt', '', ''],
    ['data.text', '{', '{'],
    ['model.attention', 'multiHead', 'multiHead'],
    ['optimizer.className', 'true', 'true'],
    ['optimizer.config', '{"beta1": 0.5}', { beta1: 0.5 }],
    ['optimizer', '{"className": "SGD"}', { className: 'SGD' }],
    ['optimizer.config.beta2', '0.95', 0.95],
    ['optimizer.config.nesterov', 'true', true],
    ['optimizer.config.globalClipNorm', 'null', null],
    ['optimizer.config.excludeFromWeightDecay', '["**.bias"]', ['**.bias']],
    ['optimizer.config.learningRate.className', 'LinearDecay', 'LinearDecay'],
    ['optimizer.config.what', '"5"', '5'],
    ['optimizer.config.what', '0x10', '0x10'],
    ['optimizer.config.what', 'Infinity', 'Infinity'],
  ];
  for (const [path, word, expected] of converted) {
    it(`takes ${word} for ${path} as ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(convertOverride(path.split('.'), word), expected);
    });
  }

  const refused: [string, string, string][] = [
    ['model.numLayers', 'six', "model.numLayers must be a whole number, at least 1, got 'six'"],
    ['model.numLayers', '', "model.numLayers must be a whole number, at least 1, got ''"],
    ['model.numLayers', 'null', "model.numLayers must be a whole number, at least 1, got 'null'"],
    ['model.dropout', 'Infinity', "model.dropout must be a finite number, at least 0, below 1, got 'Infinity'"],
    ['training.patience', 'none', "training.patience must be a whole number, at least 1, or null, got 'none'"],
    ['checkpoints.keepBest', 'no', "checkpoints.keepBest must be true or false, got 'no'"],
    ['checkpoints.keepBest', '1', "checkpoints.keepBest must be true or false, got '1'"],
    ['model', '5', "model must be an object, got '5'"],
  ];
  for (const [path, word, problem] of refused) {
    it(`refuses ${JSON.stringify(word)} for ${path}`, () => {
      assertConfigError(() => convertOverride(path.split('.'), word), path, problem);
    });
  }

  it('names the place in JSON', () => {
    assertConfigError(
      () => convertOverride(['optimizer', 'config'], '{"a": ]'),
      'a',
      "--optimizer.config, line 1, column 7: must be a value, got ']'",
    );
  });
});
