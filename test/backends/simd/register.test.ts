import { assert } from 'chai';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** What a process prints that runs a script, and then adds on whatever backend computes. */
function run(script: string): string {
  const add = `const core = await import('@tensorflow/tfjs-core');
    console.log(core.getBackend(), core.add([1], 2).dataSync()[0]);`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', `${script}${add}`];
  const options = { cwd: root, env: { ...process.env, NODE_OPTIONS: '' }, encoding: 'utf8', stdio: 'pipe' } as const;
  return execFileSync(process.execPath, args, options);
}

const ours = `await import('./src/index.js');`;

describe('the backend that computes in Node', () => {
  it('is simd once the package is imported, or its tests of gradients', () => {
    assert.equal(run(ours), 'simd 3\n');
    assert.equal(run(`await import('./src/testing/index.js');`), 'simd 3\n');
  });

  it('is cpu where the engine has no SIMD, without a word', () => {
    assert.equal(run(`WebAssembly.validate = () => false; console.warn = console.log; ${ours}`), 'cpu 3\n');
  });

  it('is cpu, with a warning, where memory cannot be had', () => {
    const noMemory = `WebAssembly.Memory = function () { throw new RangeError('could not allocate memory'); };`;
    const printed = run(`${noMemory} console.warn = console.log; ${ours}`);
    assert.match(printed, /^Initialization of backend simd failed\nRangeError: could not allocate memory\n/);
    assert.match(printed, /\ncpu 3\n$/);
  });

  it('stays the one that was chosen before', () => {
    const chosen = `const before = await import('@tensorflow/tfjs-core'); await import('@tensorflow/tfjs-backend-cpu');
      console.warn = () => undefined; await before.setBackend('cpu');`;
    assert.equal(run(`${chosen} ${ours}`), 'cpu 3\n');
  });
});
