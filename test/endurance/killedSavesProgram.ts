import '../../src/backends/simd/register.js';
import { zeros } from '@tensorflow/tfjs-core';
import { CheckpointFolder } from '../../src/checkpoints/CheckpointFolder.js';
import { restoreCheckpoint } from '../../src/checkpoints/restoreCheckpoint.js';
import { setBackend } from '../../src/engine/backend.js';
import { SGD } from '../../src/optimizers/SGD.js';
import { ListModule } from '../helpers/ListModule.js';

/** Saves a checkpoint of 4 MB again and again, from where the one before stopped, and prints each step that is saved. */
await setBackend('cpu');
const SIZE = 2 ** 19;
const module = new ListModule([zeros([SIZE])]);
const optimizer = new SGD({ momentum: 0.5 });
const checkpoints = new CheckpointFolder(process.argv[2], { keep: 2 });
await checkpoints.sweep();
const newest = await checkpoints.newest();
if (newest !== undefined) restoreCheckpoint(newest.checkpoint, module, optimizer);
console.log('ready');
for (let step = (newest?.checkpoint.step ?? 0) + 1; ; step++) {
  const values = new Float32Array(SIZE).fill(step);
  module.setWeights([values]);
  optimizer.setState(module, {
    step,
    calls: 0,
    tensors: new Map([['slots.list.0.momentum', { shape: [SIZE], values }]]),
  });
  await checkpoints.save(module, optimizer, { step, batches: step });
  console.log(String(step));
}
