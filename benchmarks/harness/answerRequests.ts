import { createInterface } from 'node:readline';
import type { Case, CeilingCase } from './Case.js';
import type { Prepared } from './Prepared.js';
import { pairedTimesOf, timesOf, type PairedTimes } from './timesOf.js';

/** How long to measure. */
export interface Pace {
  /** How long a case runs before its first time counts. */
  warmUpMs: number;
  /** How long it runs in a turn; at least once. */
  budgetMs: number;
}

/** What a process is asked, as a line of JSON: times of a case, or to let go of all cases. */
export type Request = (Pace & { case: Case; ceiling?: CeilingCase }) | { release: true };

/**
 * What it answers. `lacks` where it cannot compute the case, `value` at the first request of a case, and `extraBytes` where
 * it knows them; `paired` where it was told a ceiling.
 */
export interface Answer {
  times?: number[];
  paired?: PairedTimes;
  value?: number;
  extraBytes?: number;
  lacks?: true;
  error?: string;
}

/**
 * What a process does that measures: says hello with its version, and answers requests until nobody asks.
 *
 * @param prepare Gives `undefined` for a case that it cannot compute.
 */
export async function answerRequests(version: string, prepare: (task: Case) => Prepared | undefined): Promise<void> {
  const say = (message: object): boolean => process.stdout.write(`${JSON.stringify(message)}\n`);
  const prepared = new Map<string, Prepared | undefined>();
  const preparedOnce = (task: Case): Prepared | undefined => {
    const key = JSON.stringify(task);
    if (!prepared.has(key)) prepared.set(key, prepare(task));
    return prepared.get(key);
  };
  const answer = async (request: Request): Promise<Answer> => {
    if ('release' in request) {
      for (const each of prepared.values()) each?.dispose();
      prepared.clear();
      return {};
    }
    const isNew = !prepared.has(JSON.stringify(request.case));
    const task = preparedOnce(request.case);
    if (task === undefined) return { lacks: true };
    const value = isNew ? await task.check() : undefined;
    const extraBytes = isNew ? task.extraBytes?.() : undefined;
    // At least one run without its time: the caches hold what others left there.
    await timesOf(task, isNew ? request.warmUpMs : 0);
    const times = await timesOf(task, request.budgetMs);
    const ceiling = request.ceiling && preparedOnce(request.ceiling);
    if (ceiling && isNew) await timesOf(ceiling, request.budgetMs);
    return { value, extraBytes, times, paired: ceiling && (await pairedTimesOf(task, ceiling, request.budgetMs)) };
  };

  say({ version });
  for await (const line of createInterface({ input: process.stdin })) {
    say(await answer(JSON.parse(line) as Request).catch((error: Error) => ({ error: error.stack ?? String(error) })));
  }
}
