import type { TestEnd } from '../TestEnd.js';

declare global {
  /** Given by the process that opened the page. */
  function reportTest(test: TestEnd): Promise<void>;
  function reportEnd(): Promise<void>;
}

/** Last of all modules of the page: runs what the others defined. */
const runner = mocha.run();
const report = (test: Mocha.Test, state: TestEnd['state'], error?: Error): void => {
  void reportTest({
    title: test.titlePath().join(' › '),
    state,
    seconds: (test.duration ?? 0) / 1000,
    error: error && `${error.message}\n${error.stack ?? ''}`,
  });
};
runner.on('pass', (test) => report(test, 'passed'));
runner.on('fail', (test, error: Error) => report(test, 'failed', error));
runner.on('pending', (test) => report(test, 'skipped'));
runner.on('end', () => void reportEnd());
