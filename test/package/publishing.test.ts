import { assert } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packPackage, root } from './packPackage.js';
import { runProgram } from './runProgram.js';

describe('what publishing tools say of the package', () => {
  it('publint has nothing to say, not even to suggest', async () => {
    const { tarball } = await packPackage();
    const { buffer } = new Uint8Array(readFileSync(tarball));
    const { messages, pkg } = await publint({ level: 'suggestion', strict: true, pack: { tarball: buffer } });
    assert.equal(pkg.name, 'talking-heads');
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    );
  });

  it('every entry has the types of what it runs, for whoever imports ES modules', async () => {
    const { tarball, manifest } = await packPackage();
    const attw = join(root, 'node_modules/.bin/attw');
    // It ends with an error when there is a problem.
    const { stdout } = await runProgram(attw, [tarball, '--profile', 'esm-only', '--format', 'json'], root);
    const { analysis } = JSON.parse(stdout) as { analysis: { types: unknown; entrypoints: Record<string, unknown> } };
    assert.deepEqual(analysis.types, { kind: 'included' });
    assert.sameMembers(Object.keys(analysis.entrypoints), Object.keys(manifest.exports));
  });
});
