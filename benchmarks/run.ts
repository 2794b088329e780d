/** `npm run bench -- NAME`: measures ours and others, and prints a table or JSON. What is said beside goes to stderr. */
import { benches } from './benches/benches.js';
import type { Bench } from './harness/Bench.js';
import { readBenchOptions } from './harness/benchOptions.js';
import { OURS, startContestants } from './harness/contestants.js';
import { installPeers } from './harness/installPeers.js';
import { machineLine } from './harness/machineLine.js';
import { busyLine, OtherProcesses } from './harness/OtherProcesses.js';
import { resultLine, type Result } from './harness/Result.js';
import { resultsOf } from './harness/resultsOf.js';
import { resultTable } from './harness/resultTable.js';
import { QUICK, runBench, thorough } from './harness/runBench.js';

const options = readBenchOptions(process.argv.slice(2), benches);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

installPeers(say);
const before = new OtherProcesses();
await new Promise((resolve) => setTimeout(resolve, 1000));
const warning = busyLine(before.share());
if (warning !== undefined) say(`Warning: ${warning}`);
try {
  for (const bench of options.benches) await measure(bench);
} catch (error) {
  say((error as Error).message);
  process.exitCode = 1;
}

async function measure(bench: Bench): Promise<void> {
  const leaveOut = (peer: string, error: Error): void =>
    say(`Without ${peer}; --help says what it needs. ${error.message}`);
  const { contestants, versions } = await startContestants(bench.peers, leaveOut);
  const results: Result[] = [];
  let busy: string | undefined;
  const others = new OtherProcesses(contestants.map(({ pid }) => pid));
  try {
    for await (const measured of runBench(bench, contestants, options.quick ? QUICK : thorough(bench))) {
      const made = resultsOf(bench, measured);
      results.push(...made);
      if (options.json) for (const result of made) console.log(resultLine(result));
      else say(`${bench.name}: ${measured[0].task.name}`);
    }
    busy = busyLine(others.share());
  } finally {
    for (const contestant of contestants) contestant.end();
  }
  if (options.json && busy !== undefined) say(`Warning: ${busy}`);
  if (options.json) return;
  const [ours, ...peers] = [...versions].map(([who, version]) => (who === OURS ? version : `${who} ${version}`));
  console.log(`\n${bench.title}.\n`);
  console.log(`${[`${machineLine()}, ${ours}`, ...peers].join('; ')}.${busy === undefined ? '' : ` ${busy}`}\n`);
  console.log(resultTable(results, bench.ceiling?.name));
}
