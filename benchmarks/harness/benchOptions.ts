import { Argument, Command } from 'commander';
import type { Bench } from './Bench.js';
import { chooseCases } from './chooseCases.js';

/** What `npm run bench` can be told. */
export interface BenchOptions {
  benches: readonly Bench[];
  json: boolean;
  quick: boolean;
}

/**
 * Reads the command line; prints help or an error and exits where that is what it asks for or deserves.
 *
 * @param known What can be measured.
 */
export function readBenchOptions(argv: string[], known: readonly Bench[]): BenchOptions {
  const names = known.map(({ name }) => name);
  const command = new Command('npm run bench --')
    .description('Measures this package and others, in turns on the same machine.')
    .addArgument(new Argument('<name>', 'what to measure').choices([...names, 'all']))
    .option('--json', 'print one object a line instead of a table', false)
    .option('--quick', 'one short turn of each: shows that it runs, its times say little', false)
    .option('--only <text>', 'only cases with that in their names', '')
    .addHelpText(
      'after',
      `
${known.map(({ name, title }) => `  ${name.padEnd(16)} ${title}`).join('\n')}

Times are medians; a machine that does other work gives up to 2.5 times as long ones. A peer that does not start is left
out. PyTorch is measured where it is found:
  python3 -m venv benchmarks/.python && benchmarks/.python/bin/pip install -r benchmarks/requirements.txt

"PyTorch, tuned malloc" is the same where freed memory stays with the process, "torch.compile" that with its compiler, which
needs one of C++. One who has used more than 10 s for a case takes no further turns in it.

Each line of --json has bench, case, threads, who, medianMs, minMs, ratio (a peer's time over ours on as many threads, null
for ours), quartilesMs, rate, unit, extraBytes (what a run needs at its peak beyond its inputs, its results among them: of
ours and of TensorFlow.js by the bytes they hand out, of PyTorch by how much the process grows; null where nobody knows) and
share (of what memory or the matrix product's inner loop gives, for ours).`,
    );
  command.parse(argv, { from: 'user' });
  const { json, quick, only } = command.opts<{ json: boolean; quick: boolean; only: string }>();
  const [name] = command.args;
  const named = known.filter((bench) => name === 'all' || bench.name === name);
  const chosen = chooseCases(named, only);
  if (chosen.length === 0) command.error(`error: --only must be in the name of a case of ${name}, got ${only}`);
  return { benches: chosen, json, quick };
}
