import { assert } from 'chai';
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
const turns = { rounds: 2, warmUpMs: 0, budgetMs: 1 };

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

async function run(contestants: Contestant[]): Promise<Measured[][]> {
  const all: Measured[][] = [];
  for await (const measured of runBench(bench, contestants, turns)) all.push(measured);
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

  it('counts no time of who computes something else', async () => {
    const { contestants, answers } = actors('talking-heads', 'jax-js');
    answers['jax-js log'] = { times: [1], value: 8 };
    const outcome = await run(contestants).catch((error: Error) => error.message);
    assert.equal(outcome, 'bench kernels, log: jax-js must compute 7, got 8');
  });
});
