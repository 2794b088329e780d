/** `npm run bench -- NAME`: measures ours and others, and prints a table or JSON. What is said beside goes to stderr. */
import { benches } from './benches/benches.js';
import { readBenchOptions } from './harness/benchOptions.js';
import { installPeers } from './harness/installPeers.js';
import { measureBench } from './harness/measureBench.js';
import { recordText } from './harness/recordText.js';
import { resultLine, type Result } from './harness/Result.js';
import { warnOfOthers } from './harness/warnOfOthers.js';

const options = readBenchOptions(process.argv.slice(2), benches);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

function tell(results: readonly Result[]): void {
  if (options.json) for (const result of results) console.log(resultLine(result));
  else say(`${results[0].bench}: ${results[0].case}`);
}

installPeers(options.benches, say);
await warnOfOthers(say);
try {
  for (const bench of options.benches) {
    const record = await measureBench(bench, options.quick, { say, tell });
    if (!options.json) console.log(`\n${recordText(bench, record)}`);
    else if (record.busy !== null) say(`Warning: ${record.busy}`);
  }
} catch (error) {
  say((error as Error).message);
  process.exitCode = 1;
}
