import '../../src/backends/simd/register.js';
import { execFileSync } from 'node:child_process';
import { openSync, readdirSync, readFileSync, rmSync, statfsSync, truncateSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { fill } from '@tensorflow/tfjs-core';
import type { CheckpointError } from '../../src/checkpoints/CheckpointError.js';
import { CheckpointFolder } from '../../src/checkpoints/CheckpointFolder.js';
import { saveOptimizer } from '../../src/checkpoints/optimizerFile.js';
import { saveCheckpoint } from '../../src/checkpoints/saveCheckpoint.js';
import { saveWeights } from '../../src/checkpoints/weightsFile.js';
import { SGD } from '../../src/optimizers/SGD.js';
import { setBackend } from '../../src/engine/backend.js';
import { ListModule } from '../helpers/ListModule.js';
import type { DiskFault } from './checkpointFaults.js';

/** Saves to a disk that is full to the last so many bytes, or read-only, and prints what came of it. */
await setBackend('cpu');
const [folder, ...rooms] = process.argv.slice(2);
const names = ['step-00000001.safetensors', 'checkpoint', 'weights', 'optimizer'];
const [checkpoint, weights, optimizerPath] = names.slice(1).map((name) => join(folder, name));
const filler = join(folder, 'filler');
const optimizer = new SGD({ momentum: 0.5 });
const module = new ListModule([fill([20_000], 1)]);
optimizer.setState(module, {
  step: 1,
  calls: 0,
  tensors: new Map([['slots.list.0.momentum', { shape: [20_000], values: new Float32Array(20_000).fill(1) }]]),
});
const moment = { step: 1, batches: 1 };
const writers: Record<string, () => Promise<unknown>> = {
  'CheckpointFolder.save': () => new CheckpointFolder(folder).save(module, optimizer, moment),
  saveCheckpoint: () => saveCheckpoint(checkpoint, module, optimizer, moment),
  saveWeights: () => saveWeights(module, weights),
  saveOptimizer: () => saveOptimizer(optimizer, optimizerPath),
};

/** Fills the disk, and leaves room for so many bytes. */
function fillDisk(room: number): void {
  const file = openSync(filler, 'w');
  const { bavail, bsize } = statfsSync(folder);
  const zeros = new Uint8Array(bavail * bsize);
  for (let left = zeros.length; left > 0;) left -= writeSync(file, zeros, 0, left);
  closeSync(file);
  truncateSync(filler, zeros.length - room);
}

async function tryAll(disk: string): Promise<DiskFault[]> {
  const faults: DiskFault[] = [];
  for (const [writer, write] of Object.entries(writers)) {
    const before = names.map((name) => readFileSync(join(folder, name)));
    const error = await write().then(
      () => undefined,
      (reason: unknown) => reason as CheckpointError,
    );
    const isSame = names.every((name, i) => before[i].equals(readFileSync(join(folder, name))));
    const left = readdirSync(folder).filter((name) => !names.includes(name) && name !== 'filler');
    const { name, message, reason, path, bytesNeeded } = error ?? ({} as Partial<CheckpointError>);
    faults.push({ disk, writer, isSame, left, name, message, reason, path, bytesNeeded });
  }
  return faults;
}

for (const write of Object.values(writers)) await write();
const faults: DiskFault[] = [];
// Other bytes than those that stand there.
module
  .parameters()
  .get('list.0')!
  .assign(fill([20_000], 2));
for (const room of rooms) {
  fillDisk(Number(room));
  faults.push(...(await tryAll(`room for ${room}`)));
  rmSync(filler);
}
execFileSync('mount', ['-o', 'remount,ro', folder]);
faults.push(...(await tryAll('read-only')));
execFileSync('mount', ['-o', 'remount,rw', folder]);
for (const write of Object.values(writers)) await write();
console.log(JSON.stringify(faults));
