import { assert } from 'chai';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertTrained, type TinyTraining } from './assertTrained.js';
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
    const { stdout, stderr } = await runProgram(process.execPath, ['inNode.mjs'], await installPackage());
    assert.equal(stderr, '');
    assert.match(stdout, /^{.*}\n$/);
    const { derivative, passed, rows, ...training } = JSON.parse(stdout) as TinyTraining & Record<string, unknown>;
    assertTrained(training, 'cpu');
    const expected = [-1, 0.5, 2].map((x) => Math.sin(x) + x * Math.cos(x));
    (derivative as number[]).forEach((value, i) => assert.approximately(value, expected[i], 1e-6));
    assert.isTrue(passed);
    assert.deepEqual(rows, ['x', 'all together']);
  });

  it('would print an advertisement without the package', async () => {
    const folder = await installPackage();
    const alone = "import '@tensorflow/tfjs-backend-cpu'; import { add } from '@tensorflow/tfjs-core'; add(1, 2);";
    writeFileSync(join(folder, 'alone.mjs'), alone);
    const { stdout, stderr } = await runProgram(process.execPath, ['alone.mjs'], folder);
    assert.match(stdout + stderr, /Hi, looks like you are running TensorFlow\.js in Node\.js/);
  });
});
