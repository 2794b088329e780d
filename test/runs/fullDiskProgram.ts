/** Trains on a small disk that is full from the 4th step to the 8th; prints what came of it, as JSON. */
import '../../src/backends/simd/register.js';
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CheckpointError } from '../../src/checkpoints/CheckpointError.js';
import type { RunEvent } from '../../src/runs/RunEvent.js';
import { SmallRun } from './SmallRun.js';

const [folder, onFailure] = process.argv.slice(2);
process.env.TMPDIR = folder;
const filler = join(folder, 'filler');

/** Takes all room there is: a disk that is nearly full takes fewer bytes than it is given. */
function fill(): void {
  const file = openSync(filler, 'w');
  try {
    for (let size = 2 ** 16; size > 0; size = Math.floor(size / 2)) {
      for (let written = size; written === size;) written = tryToWrite(file, size);
    }
  } finally {
    closeSync(file);
  }
}

function tryToWrite(file: number, size: number): number {
  try {
    return writeSync(file, Buffer.alloc(size));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return 0;
    throw error;
  }
}

const whole = new SmallRun();
const { weights: expected } = await whole.train();
whole.remove();

const run = new SmallRun({ checkpoints: { every: 3, keep: 9, onFailure: onFailure as 'stop' | 'continue' } });
const third = join(run.path, 'checkpoints/step-00000003.safetensors');
let before = '';
const disturb = (event: RunEvent): void => {
  if (event.kind !== 'step') return;
  if (event.step === 4) {
    before = readFileSync(third, 'base64');
    fill();
  } else if (event.step === 8) rmSync(filler);
};
const { events, error } = await run.train(Infinity, undefined, disturb);
const same = readFileSync(third, 'base64') === before;
rmSync(filler, { force: true });
const resumed = await run.train();
const failed = events.filter((event) => event.kind === 'writeFailed');
const { reason, path, bytesNeeded, message } =
  error instanceof CheckpointError ? error : ({} as Partial<CheckpointError>);
console.log(
  JSON.stringify({
    error: error === undefined ? null : { reason, path: path?.replace(run.path, 'run'), bytesNeeded, message },
    failed: failed.map((event) => event.reason.replaceAll(run.path, 'run')),
    saved: events.flatMap((event) => (event.kind === 'checkpoint' ? [event.step] : [])),
    same,
    finished: resumed.weights === expected,
  }),
);
run.remove();
