import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { CheckpointFolder } from '../../src/checkpoints/CheckpointFolder.js';
import { stepOfCheckpointName } from '../../src/checkpoints/checkpointName.js';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { randomWords } from '../../src/engine/random/draw.js';
import { startScript } from '../helpers/runScript.js';

const KILLS = 30;

describe('a process that saves 4 MB again and again', () => {
  it('may be killed at any moment: the newest checkpoint is whole, and what it left is swept', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'killed-'));
    const checkpoints = new CheckpointFolder(folder);
    const waits = [...randomWords(RandomKey.fromSeed(1), KILLS)].map((word) => (400 * word) / 2 ** 32);
    let left = 0;
    for (const wait of waits) {
      const { process, finished } = startScript('test/endurance/killedSavesProgram.ts', [folder]);
      await once(process.stdout!, 'data');
      await new Promise((resolve) => setTimeout(resolve, wait));
      process.kill('SIGKILL');
      const { stdout, stderr } = await finished;
      assert.equal(stderr, '');
      const said = Number(stdout.trim().split('\n').at(-1)!.replace('ready', '0'));
      const found = await checkpoints.newest();
      const { checkpoint, skipped } = found ?? { checkpoint: undefined, skipped: [] };
      assert.deepEqual(skipped, []);
      assert.isAtLeast(checkpoint?.step ?? 0, said);
      const values = [...(checkpoint?.weights.values() ?? []), ...(checkpoint?.optimizer.tensors.values() ?? [])];
      for (const one of values) assert.isTrue(one.values.every((value) => value === checkpoint!.step));
      left += (await checkpoints.sweep()).length;
      for (const name of await readdir(folder)) assert.isDefined(stepOfCheckpointName(name), name);
    }
    assert.isAbove(left, 0, 'no kill hit a process in the midst of a write');
    await rm(folder, { recursive: true });
  });
});
