import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from 'chai';
import { allMutations } from './allMutations.js';
import { staleness } from './runner/runMutations.js';

const root = join(import.meta.dirname, '../..');

describe('mutation/allMutations', () => {
  it('each has a name of its own, and can be planted', () => {
    assert.isAbove(allMutations.length, 100);
    const names = allMutations.map(({ name }) => name);
    assert.deepEqual(
      names.filter((name, i) => names.indexOf(name) !== i),
      [],
    );
    assert.deepEqual(
      allMutations.flatMap((mutation) => staleness(root, mutation) ?? []),
      [],
    );
  });

  it('each names tests that exist', () => {
    const named = new Set(allMutations.flatMap(({ tests = [] }) => tests));
    assert.deepEqual(
      [...named].filter((file) => !existsSync(join(root, file))),
      [],
    );
  });
});
