import { Argument, Command } from 'commander';
import type { Bench } from './Bench.js';
import { chooseCases } from './chooseCases.js';

/** What `npm run bench:results` can be told. */
export interface ResultsOptions {
  benches: readonly Bench[];
  quick: boolean;
  /** Where files go instead of into the project. */
  out?: string;
}

/** Where the files of runs go that do not measure everything. */
const ELSEWHERE = 'runs/bench-results';

/**
 * Reads the command line; prints help or an error and exits where that is what it asks for or deserves.
 *
 * @param known What can be measured.
 */
export function readResultsOptions(argv: string[], known: readonly Bench[]): ResultsOptions {
  const names = known.map(({ name }) => name);
  const command = new Command('npm run bench:results --')
    .description(
      'Measures benches and writes benchmarks/RESULTS.md, benchmarks/results.json and the table in README.md.',
    )
    .addArgument(new Argument('[names...]', 'what to measure; all unless told otherwise').choices(names))
    .option('--quick', `one short turn of each: shows that it runs, and writes to ${ELSEWHERE}`, false)
    .option('--only <text>', `only cases with that in their names; writes to ${ELSEWHERE}`, '')
    .option('--out <folder>', 'write RESULTS.md, results.json and README.md there instead');
  command.parse(argv, { from: 'user' });
  const { quick, only, out } = command.opts<{ quick: boolean; only: string; out?: string }>();
  const named = known.filter(({ name }) => command.args.length === 0 || command.args.includes(name));
  const benches = chooseCases(named, only);
  if (benches.length === 0) command.error(`error: --only must be in the name of a case, got ${only}`);
  return { benches, quick, out: out ?? (quick || only !== '' ? ELSEWHERE : undefined) };
}
