import { assert } from 'chai';
import { keysAt, schemaAt, variantsOf } from '../../../src/runs/config/schemaAt.js';

describe('schemaAt', () => {
  it('tells what a place holds', () => {
    assert.deepInclude(schemaAt(['model', 'numLayers']), { type: 'integer', minimum: 1, default: 4 });
    assert.equal(schemaAt(['model'])!.type, 'object');
    assert.deepEqual(keysAt(['backend']), ['name', 'threads', 'blas']);
  });

  it('has nothing where the configuration has nothing, also not what objects inherit', () => {
    for (const keys of [['what'], ['model', 'what'], ['model', 'width', 'x'], ['toString'], ['model', '__proto__']]) {
      assert.isUndefined(schemaAt(keys), keys.join('.'));
      assert.isEmpty(keysAt(keys));
    }
  });

  it('has no say among the options of an optimizer', () => {
    assert.deepEqual(schemaAt(['optimizer', 'config', 'beta2']), {});
    assert.deepEqual(schemaAt(['optimizer', 'config', 'learningRate', 'config', 'decaySteps']), {});
  });

  it('takes types apart, however they stand together', () => {
    const types = (keys: string[]): unknown[] => variantsOf(schemaAt(keys)!).map(({ type }) => type);
    assert.deepEqual(types(['model', 'layerScale']), ['number', 'null']);
    assert.deepEqual(types(['sample', 'topP']), ['number', 'null']);
    assert.deepEqual(types(['sample', 'prompt']), ['string']);
    assert.deepEqual(types(['optimizer', 'config', 'beta2']), [undefined]);
  });
});
