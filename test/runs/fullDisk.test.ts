import { assert } from 'chai';
import { onSmallDisk } from '../checkpoints/checkpointDisk.js';

/** What `fullDiskProgram.ts` prints. */
interface Outcome {
  error: { reason: string; path: string; bytesNeeded: number; message: string } | null;
  failed: string[];
  saved: number[];
  /** Whether the checkpoint before is as it was. */
  same: boolean;
  /** Whether the run, with room again, ended with the bits of one that always had room. */
  finished: boolean;
}

describe('a run whose disk becomes full', function () {
  this.timeout(120_000);
  const full = /must have room on its disk for its \d+ bytes, got ENOSPC/;

  it('stops, the checkpoint before as it was, and goes on when there is room', async () => {
    const { error, saved, same, finished } = (await onSmallDisk(
      'test/runs/fullDiskProgram.ts',
      '2m',
      'stop',
    )) as Outcome;
    assert.equal(error?.reason, 'full');
    assert.match(error?.message ?? '', full);
    assert.include(error?.path, 'run/');
    assert.isAbove(error?.bytesNeeded ?? 0, 0);
    assert.deepEqual(saved, [3]);
    assert.isTrue(same);
    assert.isTrue(finished);
  });

  it('goes on without, where it is told to, and saves when there is room', async () => {
    const outcome = (await onSmallDisk('test/runs/fullDiskProgram.ts', '2m', 'continue')) as Outcome;
    assert.isNull(outcome.error);
    assert.isNotEmpty(outcome.failed);
    for (const reason of outcome.failed) assert.match(reason, full);
    assert.include(outcome.failed.join('\n'), 'run/checkpoints/step-00000006.safetensors');
    assert.deepEqual(outcome.saved, [3, 8, 9, 12]);
    assert.isTrue(outcome.same);
    assert.isTrue(outcome.finished);
  });
});
