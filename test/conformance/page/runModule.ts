import '../../../src/engine/register.js';
import { setBackend } from '../../../src/engine/backend.js';
import { mochaHooks } from '../../helpers/hooks.js';
import type { TestEnd } from '../TestEnd.js';

declare global {
  /** Given by the process that opened the page. */
  function reportTest(test: TestEnd): Promise<void>;
  function reportEnd(): Promise<void>;
}

/** Runs the tests of the module that the page's address names, on the backend that it names. */
const address = new URLSearchParams(location.search);
await setBackend(address.get('backend')!);
// A test on webgl may have a hundred shaders to compile; a page that stands still is noticed from outside.
mocha.setup({ ui: 'bdd', timeout: 600_000, rootHooks: mochaHooks, grep: address.get('grep') ?? undefined });
await import(address.get('module')!);

const report = (test: Mocha.Runnable, state: TestEnd['state'], reason?: string): void => {
  void reportTest({ title: test.titlePath().join(' › '), state, seconds: (test.duration ?? 0) / 1000, reason });
};
mocha
  .run()
  .on('pass', (test) => report(test, 'passed'))
  .on('fail', (test, error: Error) => report(test, 'failed', error.stack ?? error.message))
  .on('pending', (test) => report(test, 'skipped'))
  .on('end', () => void reportEnd());
