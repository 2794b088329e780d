import { assert } from 'chai';
import { join } from 'node:path';
import { Contestant } from '../../../benchmarks/harness/Contestant.js';

const start = (): ReturnType<typeof Contestant.start> =>
  Contestant.start('someone', 3, process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'answering.ts')]);
const ask = (name: string): Parameters<Contestant['ask']>[0] => {
  return { case: { bench: 'kernels', name, work: 1 }, warmUpMs: 0, budgetMs: 0 };
};
const failure = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: Error) => error.message);

describe('Contestant', () => {
  it('is a process that keeps a case until it is given back, and passes by what libraries print', async () => {
    const { contestant, version } = await start();
    try {
      assert.equal(version, '1.2.3');
      assert.equal(contestant.threads, 3);
      assert.isAbove(contestant.pid, 0);
      const first = await contestant.ask(ask('mul'));
      assert.equal(first.value, 0);
      assert.lengthOf(first.times!, 1);
      // Each turn runs it once for the caches and once for the time; the second checks nothing again.
      assert.hasAllKeys(await contestant.ask(ask('mul')), ['times']);
      assert.deepEqual(await contestant.ask({ release: true }), {});
      assert.equal((await contestant.ask(ask('mul'))).value, 1004);
    } finally {
      contestant.end();
    }
  });

  it('has the variables that it is given besides those of this process', async () => {
    const script = 'console.log(JSON.stringify({ version: `${process.env.OF_ITS_OWN} ${process.env.PATH}` }))';
    const { version } = await Contestant.start('someone', 1, process.execPath, ['-e', script], { OF_ITS_OWN: '4' });
    assert.equal(version, `4 ${process.env.PATH}`);
  });

  it('says what it lacks and why it failed, and goes on', async () => {
    const { contestant } = await start();
    try {
      assert.deepEqual(await contestant.ask(ask('log')), { lacks: true });
      assert.match((await failure(contestant.ask(ask('add')))) as string, /^someone failed: Error: there is no add\n/);
      assert.deepEqual(await contestant.ask(ask('log')), { lacks: true });
    } finally {
      contestant.end();
    }
  });

  it('tells that it ended, and what it printed', async () => {
    const script = `console.log('{"version":"1"}'); console.error('out of luck'); process.stdin.once('data', () => process.exit());`;
    const { contestant } = await Contestant.start('someone', 1, process.execPath, ['-e', script]);
    assert.equal(await failure(contestant.ask(ask('mul'))), 'someone ended: out of luck');
  });

  it('tells why it does not start', async () => {
    const dies = Contestant.start('someone', 1, process.execPath, ['-e', 'console.error("no such module")']);
    assert.equal(await failure(dies), 'someone does not start: no such module');
    const absent = Contestant.start('someone', 1, 'no-such-program', []);
    assert.equal(await failure(absent), 'someone does not start: Error: spawn no-such-program ENOENT');
  });
});
