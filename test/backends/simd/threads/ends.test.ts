import { assert } from 'chai';
import { startScript, type Finished } from '../../../helpers/runScript.js';

/** Trains in a process of its own, which then ends as told. */
async function trainThen(
  how: string,
  signal?: NodeJS.Signals,
): Promise<Finished & { signalCode: string | null; milliseconds: number }> {
  const { process: child, finished } = startScript('test/backends/simd/threads/programs/trainThenEnd.ts', [how]);
  let trained = NaN;
  child.stdout?.once('data', () => {
    trained = performance.now();
    if (signal !== undefined) child.kill(signal);
  });
  const end = await finished;
  return { ...end, signalCode: child.signalCode, milliseconds: performance.now() - trained };
}

/** Of which an idle machine needs 100 ms. */
const SECOND = 1000;

describe('simd: a process whose threads wait for work', () => {
  it('ends by itself', async () => {
    const { code, stdout, stderr, milliseconds } = await trainThen('byItself');
    assert.equal(stderr, '');
    assert.equal(stdout, 'trained on 3 threads\n');
    assert.equal(code, 0);
    assert.isBelow(milliseconds, SECOND);
  });

  it('ends when something is thrown', async () => {
    const { code, stderr, milliseconds } = await trainThen('throws');
    assert.include(stderr, 'Error: planted');
    assert.equal(code, 1);
    assert.isBelow(milliseconds, SECOND);
  });

  it('ends when it is told to exit', async () => {
    const { code, stderr, milliseconds } = await trainThen('exits');
    assert.equal(stderr, '');
    assert.equal(code, 3);
    assert.isBelow(milliseconds, SECOND);
  });

  it('ends on Ctrl-C', async () => {
    const { signalCode, stderr, milliseconds } = await trainThen('isInterrupted', 'SIGINT');
    assert.equal(stderr, '');
    assert.equal(signalCode, 'SIGINT');
    assert.isBelow(milliseconds, SECOND);
  });

  it('takes less than a twentieth of a core', async () => {
    const { code, stdout } = await trainThen('idles');
    assert.equal(code, 0);
    const [, milliseconds] = /threads\n([\d.]+) milliseconds/.exec(stdout)!;
    assert.isBelow(Number(milliseconds), 50);
  });
});
