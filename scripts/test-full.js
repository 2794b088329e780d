/**
 * Runs every suite, one after the other, also when one fails, and adds up what they say at their ends.
 *
 * What a failed suite printed last is printed again at the end. The last line is that of all together:
 * `N passed, N failed`, with skipped tests where there are any.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const ALL = [
  ...['test', 'test:browser', 'test:package', 'test:endurance', 'test:kill', 'test:fuzz', 'test:mutation', 'examples'],
];
/** `npm run test:full -- --without test --without test:kill` leaves two out. */
const left = process.argv.filter((_, i) => process.argv[i - 1] === '--without');
const SUITES = ALL.filter((name) => !left.includes(name));
const CLOSING_LINE = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm;

/** What one suite printed at its end, and how long it took. A suite that ends without that line has failed once. */
async function runSuite(name) {
  const begin = performance.now();
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const child = spawn(npm, ['run', name], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (data) => {
    process.stdout.write(data);
    printed += data.toString();
  });
  const [code] = await once(child, 'close');
  const last = [...printed.matchAll(CLOSING_LINE)].at(-1);
  const [passed, failed, skipped] = (last ?? [0, 0, 1, 0]).slice(1).map((count) => Number(count ?? 0));
  const minutes = (performance.now() - begin) / 60_000;
  return { name, passed, failed: code !== 0 && failed === 0 ? 1 : failed, skipped, minutes, printed };
}

const results = [];
for (const name of SUITES) results.push(await runSuite(name));

for (const { name, failed, printed } of results) {
  if (failed > 0) console.log(`\nnpm run ${name} ended with\n${printed.split('\n').slice(-80).join('\n')}`);
}
console.log();
for (const { name, passed, failed, skipped, minutes } of results) {
  const counts = `${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed ${String(skipped).padStart(4)} skipped`;
  console.log(`npm run ${name.padEnd(14)} ${counts} ${minutes.toFixed(1).padStart(6)} min`);
}
const sum = (count) => results.reduce((total, result) => total + result[count], 0);
const skipped = sum('skipped');
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
