import { assert } from 'chai';
import { Transformer } from '../../../src/models/Transformer.js';
import { makeModel } from '../../../src/runs/config/makeModel.js';
import { readRunConfig } from '../../../src/runs/config/readRunConfig.js';
import { assertConfigError } from './configErrorOf.js';

describe('makeModel', () => {
  it('makes the transformer of 0.8 million parameters unless told otherwise', () => {
    const sizes = { vocabularySize: 80, contextLength: 128, numLayers: 4, width: 128, numHeads: 4 };
    const expected = new Transformer({ ...sizes, attention: 'talkingHeads', dropout: 0, seed: 1 });
    const made = makeModel(readRunConfig({}), 80);
    assert.instanceOf(made, Transformer);
    // The first of a name gets it, the others a number.
    assert.deepEqual({ ...made.getConfig(), name: '' }, { ...expected.getConfig(), name: '' });
    assert.deepEqual(made.getWeights(), expected.getWeights());
    made.dispose();
    expected.dispose();
  });

  it('passes every option on', () => {
    const model = {
      attention: 'multiHead',
      numLayers: 2,
      width: 8,
      numHeads: 2,
      contextLength: 4,
      innerSize: 6,
      dropout: 0.1,
      positions: 'rotary',
      normalization: 'post',
      norm: 'rmsNorm',
      epsilon: 1e-3,
      feedForward: 'gated',
      activation: 'silu',
      stochasticDepth: 0.2,
      layerScale: 0.5,
    };
    const made = makeModel(readRunConfig({ model, training: { seed: 9 } }), 5);
    assert.deepInclude(made.getConfig(), { ...model, vocabularySize: 5, seed: 9 });
    made.dispose();
  });

  it('refuses what the model refuses', () => {
    const model = { width: 10, numHeads: 4 };
    const problem = 'model: Transformer: width must be a multiple of numHeads, 4, got 10';
    assertConfigError(() => makeModel(readRunConfig({ model }), 5), 'model', problem);
  });
});
