/** `npm run test:mutation`: plants bugs, and tells which of them the tests catch. */
import { join } from 'node:path';
import { Command } from 'commander';
import { allMutations } from './allMutations.js';
import type { Verdict } from './runner/judge.js';
import type { Mutation } from './runner/Mutation.js';
import { runMutations } from './runner/runMutations.js';
import { removeAbandonedCopies } from './runner/TreeCopy.js';

const root = join(import.meta.dirname, '../..');

async function run({ only }: { only: string }): Promise<void> {
  const mutations = allMutations.filter(({ name }) => name.includes(only));
  if (mutations.length === 0) throw new Error(`--only must be a part of a mutation's name, got '${only}'`);
  removeAbandonedCopies();
  const begin = performance.now();
  let done = 0;
  const planted = new Set<string>();
  const showProgress = (): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${done}/${mutations.length}  ${[...planted].join(', ')}`);
  };
  const onPlanted = ({ name }: Mutation): void => {
    planted.add(name);
    showProgress();
  };
  const onVerdict = ({ mutation: { name, file }, caught, because, seconds }: Verdict): void => {
    planted.delete(name);
    done++;
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    const state = `${caught ? 'caught' : 'NOT   '} ${seconds.toFixed(1).padStart(6)} s`;
    console.log(`${`${done}/${mutations.length}`.padStart(7)}  ${state}  ${name}  (${file})`);
    console.log(`${' '.repeat(27)}${caught ? 'by ' : ''}${because}`);
    showProgress();
  };
  const verdicts = await runMutations(mutations, { root, onPlanted, onVerdict });
  const missed = verdicts.filter(({ caught }) => !caught);
  console.log(`\n${((performance.now() - begin) / 1000).toFixed(0)} s`);
  for (const { mutation, because } of missed) console.log(`NOT caught: ${mutation.name}: ${because}`);
  console.log(`${verdicts.length - missed.length} passed, ${missed.length} failed`);
  if (missed.length > 0) process.exitCode = 1;
}

// Leaving runs the listeners that end the tests and remove the copies.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  process.once(signal, () => process.exit(code));
}

const command = new Command('npm run test:mutation --')
  .description('Plants bugs, two at a time, in copies of the checkout, and tells which of them the tests catch.')
  .option('--only <text>', 'only the bugs whose name has this in it', '')
  .parse();
run(command.opts()).catch((error: Error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
});
