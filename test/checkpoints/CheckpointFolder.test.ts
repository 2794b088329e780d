import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { CheckpointError } from '../../src/checkpoints/CheckpointError.js';
import { CheckpointFolder, type CheckpointFolderOptions } from '../../src/checkpoints/CheckpointFolder.js';
import { checkpointName, stepOfCheckpointName } from '../../src/checkpoints/checkpointName.js';
import { saveWeights } from '../../src/checkpoints/weightsFile.js';
import { SGD } from '../../src/optimizers/SGD.js';
import { ListModule } from '../helpers/ListModule.js';

describe('CheckpointFolder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'checkpoints-')), 'run');
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true }));

  /** Saves steps with their losses, each with its step as its one weight. */
  async function save(steps: readonly (readonly [step: number, loss?: number])[], options?: CheckpointFolderOptions) {
    const checkpoints = new CheckpointFolder(folder, options);
    const paths: string[] = [];
    for (const [step, loss] of steps) {
      const module = new ListModule([tensor([step])]);
      try {
        paths.push(await checkpoints.save(module, new SGD(), { step, batches: 2 * step, loss, details: { a: 'b' } }));
      } finally {
        module.dispose();
      }
    }
    return { checkpoints, paths };
  }

  async function steps(): Promise<number[]> {
    return (await new CheckpointFolder(folder).list()).map(({ step }) => step);
  }

  const pathOf = (step: number): string => join(folder, checkpointName(step));

  /** Flips the last bit. */
  async function damage(step: number): Promise<void> {
    const bytes = await readFile(pathOf(step));
    bytes[bytes.length - 1] ^= 1;
    await writeFile(pathOf(step), bytes);
  }

  it('names files for their steps, and knows no other name', () => {
    assert.equal(checkpointName(123), 'step-00000123.safetensors');
    for (const step of [0, 99_999_999, 100_000_000, Number.MAX_SAFE_INTEGER]) {
      assert.equal(stepOfCheckpointName(checkpointName(step)), step);
    }
    for (const name of [
      'step-123.safetensors',
      'step-000000123.safetensors',
      'step-99999999999999999999.safetensors',
      'step-00000001.safetensors.bak',
      'step-0000000a.safetensors',
      'step-.safetensors',
      'model.safetensors',
    ]) {
      assert.isUndefined(stepOfCheckpointName(name), name);
    }
  });

  it('gives back what was saved, the newest and the best', async () => {
    const { checkpoints, paths } = await save([[1, 3], [2, 0.1], [3, 2], [4]]);
    assert.deepEqual(paths, [1, 2, 3, 4].map(pathOf));
    const newest = (await checkpoints.newest())!;
    assert.deepInclude(newest, { path: pathOf(4), skipped: [] });
    assert.deepInclude(newest.checkpoint, { step: 4, batches: 8, details: { a: 'b' } });
    const best = (await new CheckpointFolder(folder).best())!;
    assert.deepInclude(best, { path: pathOf(2), skipped: [] });
    assert.deepEqual(best.checkpoint.details, { a: 'b', loss: '0.1' });
    assert.deepEqual([...best.checkpoint.weights.get('list.0')!.values], [2]);
  });

  it('is empty before anything is saved', async () => {
    const checkpoints = new CheckpointFolder(folder);
    assert.deepEqual(await checkpoints.list(), []);
    assert.isUndefined(await checkpoints.newest());
    assert.isUndefined(await checkpoints.best());
    assert.deepEqual(await checkpoints.sweep(), []);
    await save([[1]]);
    assert.isUndefined(await checkpoints.best());
  });

  it('keeps the newest and the best, also after a restart', async () => {
    await save([
      [1, 5],
      [2, 1],
      [3, 4],
      [4, 2],
    ]);
    assert.deepEqual(await steps(), [2, 3, 4]);
    await save([[5, 3], [6, 2], [7]]);
    assert.deepEqual(await steps(), [2, 5, 6, 7]);
    await save([[8, 0.5]]);
    assert.deepEqual(await steps(), [6, 7, 8]);
  });

  it('keeps as many as it is told, and no best if it is told so', async () => {
    await save(
      [
        [1, 1],
        [2, 2],
        [3, 3],
      ],
      { keep: 1, keepBest: false },
    );
    assert.deepEqual(await steps(), [3]);
    await save(
      [
        [4, 9],
        [5, 9],
      ],
      { keep: 1 },
    );
    assert.deepEqual(await steps(), [3, 5]);
  });

  it('of equal losses the newest is the best; a loss may be negative', async () => {
    const { checkpoints } = await save([
      [1, 2],
      [2, 2],
      [3, 2.5],
    ]);
    assert.equal((await checkpoints.best())!.checkpoint.step, 2);
    await save([[4, -1]]);
    assert.equal((await checkpoints.best())!.checkpoint.step, 4);
  });

  it('replaces a step that is saved again, and leaves later ones when training went back', async () => {
    await save(
      [
        [10, 1],
        [20, 2],
        [30, 3],
      ],
      { keep: 2 },
    );
    const { checkpoints } = await save([[20, 0.5]], { keep: 2 });
    assert.deepEqual(await steps(), [10, 20, 30]);
    assert.equal((await checkpoints.best())!.checkpoint.details.loss, '0.5');
    await save([[25, 9]], { keep: 1, keepBest: false });
    assert.deepEqual(await steps(), [25, 30]);
  });

  it('passes over damaged files, tells of them, and leaves them', async () => {
    const { checkpoints } = await save(
      [
        [1, 1],
        [2, 2],
        [3, 3],
        [4, 4],
        [5, 5],
      ],
      { keep: 5 },
    );
    await damage(5);
    await truncate(pathOf(4), 3);
    await rm(pathOf(3));
    await mkdir(pathOf(3));
    await damage(1);
    const { checkpoint, path, skipped } = (await checkpoints.newest())!;
    assert.equal(path, pathOf(2));
    assert.equal(checkpoint.step, 2);
    assert.deepEqual(
      skipped.map((one) => one.path),
      [pathOf(5), pathOf(4)],
    );
    assert.deepEqual(
      skipped.map(({ error }) => error.reason),
      ['digest', 'damaged'],
    );
    const best = (await checkpoints.best())!;
    assert.equal(best.path, pathOf(2));
    assert.deepEqual(
      best.skipped.map((one) => one.path),
      [pathOf(4), pathOf(1)],
    );
    // What cannot be read is not counted among those that are kept, nor removed.
    await save([[6], [7]], { keep: 2, keepBest: false });
    assert.deepEqual(await steps(), [4, 6, 7]);
  });

  it('does not begin anew when all are damaged', async () => {
    const { checkpoints } = await save([
      [1, 1],
      [2, 2],
    ]);
    for (const step of [1, 2]) await damage(step);
    for (const [which, first] of [
      ['newest', 2],
      ['best', 1],
    ] as const) {
      const error: unknown = await checkpoints[which]().catch((reason: unknown) => reason);
      assert.instanceOf(error, CheckpointError);
      const { message, reason, path } = error;
      const start = `CheckpointFolder.${which}: ${folder} must hold a valid checkpoint, got 2 that are not; loadCheckpoint: `;
      assert.include(message, start + pathOf(first));
      assert.deepEqual([reason, path], ['damaged', folder]);
    }
  });

  it('passes over files that are something else', async () => {
    const { checkpoints } = await save([[1, 1]]);
    const module = new ListModule([tensor([1])]);
    await saveWeights(module, pathOf(9));
    await writeFile(pathOf(8), 'text');
    await writeFile(pathOf(7), '');
    const { skipped } = (await checkpoints.best())!;
    assert.deepEqual(
      skipped.map(({ error }) => error.reason),
      ['damaged', 'damaged', 'format'],
    );
    assert.include(skipped[2].error.message, `${pathOf(9)} must be a talking-heads checkpoint, got another file`);
    assert.include(skipped[0].error.message, `${pathOf(7)} must begin with a whole header, got `);
    assert.equal((await checkpoints.newest())!.path, pathOf(1));
    module.dispose();
  });

  it('leaves alone what is not its own, and neither reads nor follows links', async () => {
    await save([[1]]);
    const outside = join(folder, '..', 'outside');
    await writeFile(outside, 'outside');
    const others = ['notes.txt', 'step-2.safetensors', '.hidden.partial', 'step-00000002.safetensors.partial'];
    for (const name of others) await writeFile(join(folder, name), '');
    await symlink(outside, pathOf(5));
    await mkdir(join(folder, `.a.${'0'.repeat(16)}.partial`));
    const { checkpoints } = await save([[2], [3], [4]], { keep: 1 });
    assert.deepEqual(await checkpoints.sweep(), []);
    assert.deepEqual(await steps(), [4]);
    assert.includeMembers(await readdir(folder), [...others, checkpointName(5), `.a.${'0'.repeat(16)}.partial`]);
    await save([[5]]);
    assert.equal(await readFile(outside, 'utf8'), 'outside');
    assert.deepEqual(await steps(), [4, 5]);
  });

  it('sweeps what killed processes left', async () => {
    const { checkpoints } = await save([[1]]);
    const left = ['0', '1', 'e'].map((digit) => `.${checkpointName(2)}.${digit.repeat(16)}.partial`);
    for (const name of left) await writeFile(join(folder, name), 'part');
    assert.sameMembers(
      await checkpoints.sweep(),
      left.map((name) => join(folder, name)),
    );
    assert.deepEqual(await readdir(folder), [checkpointName(1)]);
  });

  it('says what cannot be saved, and removes nothing then', async () => {
    await save([[1], [2]]);
    await rename(folder, `${folder}-away`);
    await writeFile(folder, '');
    const error: unknown = await save([[3]], { keep: 1 }).catch((reason: unknown) => reason);
    assert.instanceOf(error, CheckpointError);
    assert.deepInclude(error, { path: folder });
    for (const [options, message] of [
      [{ step: 1, batches: 1, details: { loss: '1' } }, 'details must not hold loss, an option, got it'],
      [{ step: 1, batches: 1, loss: NaN }, 'loss must be a finite number, got NaN'],
      [{ step: 1, batches: 0 }, 'batches must be a whole number, at least 1, below 9007199254740992, got 0'],
    ] as const) {
      const module = new ListModule([tensor([1])]);
      const got: unknown = await new CheckpointFolder(folder)
        .save(module, new SGD(), options)
        .catch((reason: unknown) => reason);
      assert.equal((got as Error).message, `CheckpointFolder.save: ${message}`);
      module.dispose();
    }
    assert.lengthOf(await readdir(`${folder}-away`), 2);
  });

  it('refuses options that are none', () => {
    const make = (options: object) => () => new CheckpointFolder(folder, options);
    assert.throws(make({ keep: 0 }), 'CheckpointFolder: keep must be a whole number, at least 1, got 0');
    assert.throws(make({ keepBest: 1 }), 'CheckpointFolder: keepBest must be true or false, got 1');
    assert.throws(make({ keeps: 1 }), 'CheckpointFolder: options must hold only keep, keepBest, got ');
  });
});
