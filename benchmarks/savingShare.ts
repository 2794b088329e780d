/** `npm run bench:saving`: what share of a run goes into checkpoints, one every 100 steps of the model of `npm start`. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

const RUNS = 3;
const STEPS = 300;
const EVERY = 100;

/** A line of `metrics.jsonl`. */
interface Logged {
  kind: string;
  seconds: number;
  milliseconds: number;
  path: string;
}

function trainOnce(folder: string): Logged[] {
  const settings = {
    'training.steps': STEPS,
    'training.evaluateEvery': STEPS,
    'training.validationBatches': 1,
    'checkpoints.every': EVERY,
    'sample.length': 0,
  };
  const args = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  const command = join(import.meta.dirname, '../src/cli/main.ts');
  const stdio = ['ignore', 'ignore', 'inherit'] as const;
  execFileSync(process.execPath, ['--import', 'tsx', command, 'train', '--run', folder, ...args], {
    stdio: [...stdio],
  });
  const lines = readFileSync(join(folder, 'metrics.jsonl'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Logged);
}

console.log(`${cpus()[0].model}, ${cpus().length} cores, Node ${process.versions.node}`);
const home = mkdtempSync(join(tmpdir(), 'saving-'));
const shares: number[] = [];
for (let i = 0; i < RUNS; i++) {
  const events = trainOnce(join(home, String(i)));
  const saves = events.filter(({ kind }) => kind === 'checkpoint');
  const seconds = events.filter(({ kind }) => kind === 'step').at(-1)!.seconds;
  const saving = saves.reduce((total, { milliseconds }) => total + milliseconds, 0) / 1000;
  shares.push(saving / seconds);
  const each = saves.map(({ milliseconds }) => milliseconds.toFixed(0)).join(', ');
  const size = statSync(saves.at(-1)!.path).size;
  console.log(`${STEPS} steps in ${seconds.toFixed(1)} s, ${saves.length} checkpoints of ${size} bytes in ${each} ms`);
}
rmSync(home, { recursive: true });
const percent = shares.sort((a, b) => a - b).map((share) => `${(100 * share).toFixed(2)} %`);
console.log(`saving every ${EVERY} steps takes ${percent[1]} of a run (${percent[0]} to ${percent[2]})`);
