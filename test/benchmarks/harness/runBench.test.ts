import { assert } from 'chai';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Request } from '../../../benchmarks/harness/answerRequests.js';
import type { Bench } from '../../../benchmarks/harness/Bench.js';
import type { Contestant } from '../../../benchmarks/harness/Contestant.js';
import { runBench } from '../../../benchmarks/harness/runBench.js';
import type { Measured } from '../../../benchmarks/harness/resultsOf.js';

const bench: Bench = {
  name: 'kernels',
  title: '',
  cases: ['add', 'log'].map((name) => ({ bench: 'kernels', name, work: 1 })),
  peers: [],
  warmUpMs: 0,
  budgetMs: 1,
  unit: 'GB/s',
  scale: 1,
  ceiling: { bench: 'ceiling', name: 'copy', work: 1, ofEachThread: false },
  objection: (theirs, ours) => (theirs === ours ? undefined : String(ours)),
};
const turns = { rounds: 2, warmUpMs: 0, budgetMs: 1, limitMs: 1000 };

/** Contestants that answer without a process, and what they were asked, in order. */
function actors(...names: string[]): { contestants: Contestant[]; asked: string[]; answers: Record<string, Answer> } {
  const asked: string[] = [];
  const answers: Record<string, Answer> = {};
  const contestants = names.map((who) => {
    const seen = new Set<string>();
    const ask = (request: Request): Promise<Answer> => {
      const what = 'case' in request ? request.case.name : 'release';
      asked.push(`${who} ${what}`);
      const ceiling = 'case' in request && request.ceiling;
      const isNew = !seen.has(what);
      seen.add(what);
      return Promise.resolve(
        answers[`${who} ${what}`] ?? {
          times: [asked.length],
          ...(isNew && { value: 7 }),
          ...(ceiling && { paired: { times: [10 * asked.length], ceilingTimes: [ceiling.work] } }),
        },
      );
    };
    return { who, threads: 1, ask } as unknown as Contestant;
  });
  return { contestants, asked, answers };
}

async function run(contestants: Contestant[], paces = turns): Promise<Measured[][]> {
  const all: Measured[][] = [];
  for await (const measured of runBench(bench, contestants, paces)) all.push(measured);
  return all;
}

describe('runBench', () => {
  it('lets all take turns, ours with its ceiling, and has each case given back', async () => {
    const { contestants, asked } = actors('talking-heads', 'jax-js');
    const [add, log] = await run(contestants);
    const round = ['talking-heads add', 'jax-js add'];
    assert.deepEqual(asked.slice(0, 6), [...round, ...round, 'talking-heads release', 'jax-js release']);
    assert.deepEqual(
      add.map(({ times, paired }) => [times, paired.times, paired.ceilingTimes]),
      [
        [
          [1, 3],
          [10, 30],
          [1, 1],
        ],
        [[2, 4], [], []],
      ],
    );
    assert.deepEqual(log[0].task, bench.cases[1]);
  });

  it('leaves out who cannot compute a case, and does not ask again', async () => {
    const { contestants, asked, answers } = actors('talking-heads', 'jax-js');
    answers['jax-js log'] = { lacks: true };
    const [add, log] = await run(contestants);
    assert.deepEqual([add.length, log.length], [2, 1]);
    assert.equal(asked.filter((what) => what === 'jax-js log').length, 1);
  });

  it('asks no further who has used its time for a case, and begins anew with the next', async () => {
    const { contestants, asked, answers } = actors('talking-heads', 'jax-js');
    answers['jax-js add'] = { times: [600, 401], value: 7 };
    const [add, log] = await run(contestants);
    assert.equal(asked.filter((what) => what === 'jax-js add').length, 1);
    assert.deepEqual(add[1].times, [600, 401]);
    assert.equal(asked.filter((what) => what === 'talking-heads add').length, 2);
    assert.lengthOf(log[1].times, 2);
  });

  it('counts the times of the first turn and all that the others take', async () => {
    const { contestants, asked, answers } = actors('talking-heads', 'jax-js');
    // Compiling would take most of the first turn: of its 200 ms only the times that it tells of count.
    const slow = {
      who: 'jax-js',
      threads: 1,
      ask: (request: Request) => sleep(200).then(() => contestants[1].ask(request)),
    };
    answers['jax-js log'] = { times: [151], value: 7 };
    const all = await run([contestants[0], slow as unknown as Contestant], { ...turns, rounds: 5, limitMs: 150 });
    assert.lengthOf(all[0][1].times, 2);
    assert.equal(asked.filter((what) => what === 'jax-js log').length, 1);
  });

  it('keeps what one tells of its memory at its first turn', async () => {
    const { contestants, answers } = actors('talking-heads', 'jax-js');
    answers['jax-js add'] = { times: [1], value: 7, extraBytes: 5 };
    const [[ours, theirs]] = await run(contestants);
    assert.isUndefined(ours.extraBytes);
    assert.equal(theirs.extraBytes, 5);
  });

  it('counts no time of who computes something else', async () => {
    const { contestants, answers } = actors('talking-heads', 'jax-js');
    answers['jax-js log'] = { times: [1], value: 8 };
    const outcome = await run(contestants).catch((error: Error) => error.message);
    assert.equal(outcome, 'bench kernels, log: jax-js must compute 7, got 8');
  });
});
