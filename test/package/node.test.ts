import { assert } from 'chai';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertNodeRun } from './assertNodeRun.js';
import { installPackage } from './installPackage.js';
import { packPackage } from './packPackage.js';
import { runProgram } from './runProgram.js';

describe('in plain Node', () => {
  it('npm brings TensorFlow.js with it, at the version the package asks for, and no optional package', async () => {
    const folder = join(await installPackage(), 'node_modules');
    const { peerDependencies } = (await packPackage()).manifest;
    const scope = readdirSync(join(folder, '@tensorflow')).map((name) => `@tensorflow/${name}`);
    assert.sameMembers(
      scope,
      Object.keys(peerDependencies).filter((name) => name.startsWith('@tensorflow/')),
    );
    for (const name of scope) {
      const { version } = JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')) as { version: string };
      assert.equal(version, peerDependencies[name], name);
    }
    const others = Object.keys(peerDependencies).filter((name) => !scope.includes(name));
    assert.isNotEmpty(others);
    for (const name of others) assert.isFalse(existsSync(join(folder, name)), name);
  });

  it('trains and checks gradients, and prints nothing of its own', async () => {
    await assertNodeRun('inNode.mjs', await installPackage());
  });

  it('would print an advertisement without the package', async () => {
    const { stdout, stderr } = await runProgram(process.execPath, ['coreAlone.mjs'], await installPackage());
    assert.match(stdout + stderr, /Hi, looks like you are running TensorFlow\.js in Node\.js/);
  });
});
