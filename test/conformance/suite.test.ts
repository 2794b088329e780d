import { assert } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isFor, listSuite, testFolder } from './suite.js';

it('listSuite finds test modules by themselves, each once, and gives a reason for what it leaves out', () => {
  const { modules, leftOut } = listSuite();
  assert.includeMembers(modules, ['ops/einsum.test.ts', 'engine/random/draw.test.ts', 'gradients/report.test.ts']);
  assert.equal(leftOut.get('training/plots/niceTicks.test.ts'), 'pictures, no tensors');
  const all = [...modules, ...leftOut.keys()];
  assert.lengthOf(new Set(all), all.length);
  for (const module of all) assert.isTrue(existsSync(join(testFolder, module)), module);
});

it('what is fixed of one backend is tested on that one alone', () => {
  assert.isTrue(isFor('cpu', 'engine/fixes/cpu/sum.test.ts'));
  assert.isFalse(isFor('webgl', 'engine/fixes/cpu/sum.test.ts'));
  assert.isTrue(isFor('webgl', 'engine/fixes/matMulGradient.test.ts'));
});
