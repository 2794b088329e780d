import { assert } from 'chai';
import { getActivation } from '../../../src/layers/activations.js';
import { STACK_OPTIONS } from '../../../src/models/StackOptions.js';
import { optimizers } from '../../../src/optimizers/index.js';
import { keysAt, schemaAt } from '../../../src/runs/config/schemaAt.js';

describe('runConfigSchema', () => {
  it('has the options of a stack, without the size of the vocabulary and what all modules have', () => {
    const others = ['name', 'trainable', 'seed', 'vocabularySize'];
    assert.sameMembers(
      keysAt(['model']),
      STACK_OPTIONS.filter((option) => !others.includes(option)),
    );
  });

  it('knows the activations that layers know, in their own spelling', () => {
    assert.throws(
      () => getActivation('none' as never),
      `must be one of ${schemaAt(['model', 'activation'])!.enum!.join(', ')}, got`,
    );
  });

  it('knows the optimizers that configurations can name', () => {
    assert.deepEqual(schemaAt(['optimizer', 'className'])!.enum, optimizers.names);
  });

  it('describes every section and every key', () => {
    for (const section of keysAt([])) {
      assert.match(schemaAt([section])!.description!, /^[A-Z]/);
      assert.isNotEmpty(keysAt([section]));
      for (const key of keysAt([section])) assert.match(schemaAt([section, key])!.description!, /^['a-z]/, key);
    }
  });
});
