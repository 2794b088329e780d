import { assert } from 'chai';
import { bundleModules } from './bundleModules.js';

describe('bundleModules', () => {
  it('gives a script for each module and for the page, and says by what a module reaches Node', async () => {
    const { scripts, onlyNode } = await bundleModules(
      ['outcomes.ts', 'reachesNode.ts', 'hangs.ts'].map((name) => `conformance/planted/${name}`),
    );
    assert.deepEqual(
      [...onlyNode],
      [['conformance/planted/reachesNode.ts', 'conformance/planted/forNode.ts → node:os']],
    );
    assert.deepEqual(
      Object.keys(scripts)
        .filter((path) => path.startsWith('/conformance/'))
        .sort(),
      ['/conformance/page/runModule.js', '/conformance/planted/hangs.js', '/conformance/planted/outcomes.js'],
    );
  });
});
