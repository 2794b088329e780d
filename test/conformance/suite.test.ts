import { assert } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listSuite, testFolder } from './suite.js';

it('listSuite finds test modules by themselves, each once, and gives a reason for what it leaves out', () => {
  const { modules, leftOut } = listSuite();
  assert.includeMembers(modules, ['ops/einsum.test.ts', 'engine/random/draw.test.ts', 'gradients/report.test.ts']);
  assert.equal(leftOut.get('engine/fixes/cpu/matMul.test.ts'), 'kernels of the cpu backend');
  const all = [...modules, ...leftOut.keys()];
  assert.lengthOf(new Set(all), all.length);
  for (const module of all) assert.isTrue(existsSync(join(testFolder, module)), module);
});
