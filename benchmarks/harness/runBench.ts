import type { Pace } from './answerRequests.js';
import type { Bench } from './Bench.js';
import type { Contestant } from './Contestant.js';
import { OURS } from './contestants.js';
import type { Measured } from './resultsOf.js';

/** How long to measure, and in how many turns. */
export interface Turns extends Pace {
  rounds: number;
  /** How long one may take for a case, in ms: who has used more takes no further turns in it. */
  limitMs: number;
}

/** One short turn: shows that everything runs. */
export const QUICK: Turns = { rounds: 1, warmUpMs: 0, budgetMs: 1, limitMs: 0 };

/** Turns whose medians hold still on a machine that does nothing else. */
export function thorough({ warmUpMs, budgetMs }: Bench): Turns {
  return { rounds: 7, warmUpMs, budgetMs, limitMs: 10_000 };
}

/** A case and one who can be asked for it. */
interface Asked extends Measured {
  contestant: Contestant;
  /** Of the time that it may take, in ms. */
  usedMs: number;
}

/**
 * Measures the cases of a bench, each by all contestants in turns: what disturbs the machine for a while disturbs all.
 *
 * @throws Error when a peer computes something else than ours, or one ends or fails.
 */
export async function* runBench(
  bench: Bench,
  contestants: readonly Contestant[],
  turns: Turns,
): AsyncGenerator<Measured[], void> {
  for (const task of bench.cases) {
    const measured = contestants.map((contestant): Asked => ({
      contestant,
      task,
      usedMs: 0,
      times: [],
      paired: { times: [], ceilingTimes: [] },
    }));
    for (let round = 0; round < turns.rounds; round++) {
      for (const one of measured) {
        if (!one.lacks && (round === 0 || one.usedMs <= turns.limitMs)) await takeTurn(bench, one, measured[0], turns);
      }
    }
    for (const { contestant } of measured) await contestant.ask({ release: true });
    yield measured.filter(({ times }) => times.length > 0);
  }
}

async function takeTurn(bench: Bench, one: Asked, first: Measured, { warmUpMs, budgetMs }: Pace): Promise<void> {
  const { contestant, task } = one;
  const ceiling = contestant.who === OURS ? bench.ceiling : undefined;
  const begin = performance.now();
  const answer = await contestant.ask({ case: task, ceiling, warmUpMs, budgetMs });
  if (answer.lacks) {
    one.lacks = true;
    return;
  }
  one.times.push(...answer.times!);
  // What happens in the first turn besides, such as compiling and checking, happens once.
  const isFirst = answer.value !== undefined;
  one.usedMs += isFirst ? answer.times!.reduce((sum, ms) => sum + ms, 0) : performance.now() - begin;
  one.extraBytes ??= answer.extraBytes;
  if (answer.value !== undefined) {
    one.value = answer.value;
    checkValue(bench, one, first);
  }
  one.paired.times.push(...(answer.paired?.times ?? []));
  one.paired.ceilingTimes.push(...(answer.paired?.ceilingTimes ?? []));
}

/** The first that is measured is ours. */
function checkValue(bench: Bench, { contestant, task, value }: Measured, first: Measured): void {
  const objection = bench.objection(value!, first.value!);
  if (objection === undefined) return;
  throw new Error(`bench ${bench.name}, ${task.name}: ${contestant.who} must compute ${objection}, got ${value}`);
}
