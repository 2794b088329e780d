import { assert } from 'chai';
import { placesOf } from '../../../src/runs/config/placesOf.js';

describe('placesOf', () => {
  it('finds a key in all sections, however it is written', () => {
    assert.deepEqual(placesOf('steps'), ['training.steps']);
    assert.deepEqual(placesOf('batch-size'), ['training.batchSize']);
    assert.deepEqual(placesOf('NUM_LAYERS'), ['model.numLayers']);
    assert.deepEqual(placesOf('every'), ['checkpoints.every', 'sample.every']);
  });

  it('finds nothing near, nor sections', () => {
    for (const name of ['step', 'model', 'beta2', '', '__proto__']) assert.isEmpty(placesOf(name));
  });
});
