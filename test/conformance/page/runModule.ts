import '../../../src/backends/simd/register.js';
import { env } from '@tensorflow/tfjs-core';
import { setBackend } from '../../../src/engine/backend.js';
import { mochaHooks } from '../../helpers/hooks.js';
import type { TestEnd } from '../TestEnd.js';

declare global {
  /** Given by the process that opened the page. */
  function reportTest(test: TestEnd): Promise<void>;
  function reportEnd(broken?: string): Promise<void>;
}

/** Runs the tests of the module that the page's address names, on the backend that it names, with its options. */
const address = new URLSearchParams(location.search);
const options = JSON.parse(address.get('options') ?? 'null') as object | null;
await setBackend(address.get('backend')!, options ?? undefined);
// TensorFlow.js computes tensors of less than 128 elements on the CPU as long as they are there: most of the tests'.
env().set('WEBGL_CPU_FORWARD', false);
// A test on webgl may have a hundred shaders to compile; a page that stands still is noticed from outside.
mocha.setup({ ui: 'bdd', timeout: 600_000, rootHooks: mochaHooks, grep: address.get('grep') ?? undefined });
await import(address.get('module')!);

let ended = 0;
const report = (test: Mocha.Runnable, state: TestEnd['state'], reason?: string): void => {
  if ('type' in test && test.type !== 'hook') ended++;
  void reportTest({ title: test.titlePath().join(' › '), state, seconds: (test.duration ?? 0) / 1000, reason });
};
const runner = mocha.run();
runner
  .on('pass', (test) => report(test, 'passed'))
  .on('fail', (test, error: Error) => report(test, 'failed', error.stack ?? error.message))
  .on('pending', (test) => report(test, 'skipped'))
  .on('end', () => {
    // A hook of all tests that fails, as the one that looks for leaks, is the end of the module for mocha.
    const left = runner.total - ended;
    void reportEnd(left === 0 ? undefined : `${left} tests were not run after a hook had failed`);
  });
