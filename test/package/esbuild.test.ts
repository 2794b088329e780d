import { assert } from 'chai';
import { build, type BuildOptions } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pages } from '../browser/serve.js';
import { assertNodeRun } from './assertNodeRun.js';
import { assertPage } from './assertPage.js';
import { installPackage } from './installPackage.js';
import { openPage } from './openPage.js';
import { runProgram } from './runProgram.js';
import { temporaryFolder } from './temporaryFolder.js';

/** What users of esbuild put before any ES module for Node that holds CommonJS, which TensorFlow.js is. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

describe('esbuild', () => {
  /** Bundles a program of the user's project, without a warning; nothing is left outside. */
  async function bundle(program: string, outfile: string, options: BuildOptions): Promise<void> {
    const entryPoints = [join(await installPackage(), program)];
    const made = await build({ entryPoints, outfile, bundle: true, logLevel: 'silent', ...options });
    assert.deepEqual(made.warnings, []);
  }

  async function bundlePage(): Promise<Pages> {
    const outfile = join(temporaryFolder('esbuild'), 'page.js');
    await bundle('inPage.js', outfile, { minify: true });
    const html = '<!doctype html><title>talking-heads</title><script src="page.js" defer></script>';
    return {
      '/': { type: 'text/html', content: html },
      '/page.js': { type: 'text/javascript', content: readFileSync(outfile) },
    };
  }

  it('bundles a page without a configuration or a warning, and the page trains on webgl', async () => {
    assertPage(await openPage(await bundlePage()));
  });

  it('the page trains on simd with threads where it is cross-origin isolated, else on one', async () => {
    const pages = await bundlePage();
    assertPage(await openPage(pages, '?simd'), 'simd', 3);
    assertPage(await openPage(pages, '?simd', false), 'simd', 1);
  });

  it('bundles a program for Node as CommonJS, node-fetch inside, that runs where no package is', async () => {
    const folder = temporaryFolder('esbuild');
    await bundle('inNode.mjs', join(folder, 'program.cjs'), { platform: 'node', format: 'cjs' });
    await assertNodeRun('program.cjs', folder);
  });

  it('bundles a program for Node as an ES module, given the require that TensorFlow.js asks for', async () => {
    const folder = temporaryFolder('esbuild');
    const options: BuildOptions = { platform: 'node', format: 'esm' };
    await bundle('inNode.mjs', join(folder, 'program.mjs'), { ...options, banner: { js: REQUIRE } });
    await assertNodeRun('program.mjs', folder);

    // TensorFlow.js alone needs it too: nothing that the package could avoid.
    await bundle('coreAlone.mjs', join(folder, 'alone.mjs'), options);
    const outcome = await runProgram(process.execPath, ['alone.mjs'], folder).catch((error: Error) => error.message);
    assert.match(outcome as string, /Dynamic require of "util" is not supported/);
  });
});
