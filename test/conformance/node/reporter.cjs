'use strict';

/** Tells the parent process how each test ended. */
module.exports = class ParentReporter {
  constructor(runner) {
    const report = (test, state, reason) => {
      const { file } = test.type === 'hook' ? test.ctx.currentTest : test;
      process.send({ file, title: test.titlePath().join(' › '), state, seconds: (test.duration ?? 0) / 1000, reason });
    };
    runner.on('pass', (test) => report(test, 'passed'));
    runner.on('fail', (test, error) => report(test, 'failed', error.stack ?? error.message));
    runner.on('pending', (test) => report(test, 'skipped'));
    runner.on('end', () => process.send('end'));
  }
};
