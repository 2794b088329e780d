import { join } from 'node:path';
import { assert } from 'chai';
import { CheckpointFolder } from '../../src/checkpoints/CheckpointFolder.js';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { randomInteger } from '../../src/engine/random/draw.js';
import { BundledCommand } from './BundledCommand.js';
import { beginRun, stateOf } from './killedRuns.js';

/** `npm run test:kill` sets it; `npm test` has less patience. */
const signals = Number(process.env.SIGNALS ?? 6);
/** So many may pass until a process has ended, in ms: it finishes its step and saves. */
const MOST = 10_000;
/** The same for one that was asked twice. */
const MOST_OF_TWO = 1_000;

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('a run that is asked to stop', function () {
  this.timeout(1_200_000);
  const key = RandomKey.fromSeed(3);
  let command: BundledCommand;

  before(async () => {
    command = await BundledCommand.make();
  });

  after(() => command.remove());

  it(`by ${signals} signals saves what it has, ends with the code that says so, and goes on to the same bits`, async () => {
    const steps = 100 + 60 * signals;
    const whole = join(command.folder, 'whole');
    await command.start(...beginRun(command, whole, steps)).ended;

    const run = join(command.folder, 'asked');
    const checkpoints = new CheckpointFolder(join(run, 'checkpoints'));
    for (let count = 0; count < signals; count++) {
      const args = count === 0 ? beginRun(command, run, steps) : ['resume', run];
      const { process: child, saying, ended } = command.start(...args);
      await saying(/\d+\/\d+ .*loss/);
      await pause(randomInteger(key, count, 150));
      const signal = count % 2 === 0 ? 'SIGINT' : 'SIGTERM';
      const asked = performance.now();
      child.kill(signal);
      const { code, printed } = await ended;
      assert.equal(code, EXIT_CODES[signal], printed);
      assert.isBelow(performance.now() - asked, MOST);
      const step = Number(/stopped after step (\d+); go on with: talking-heads resume /.exec(printed)?.[1]);
      const newest = await checkpoints.newest();
      assert.equal(newest?.checkpoint.step, step);
      assert.isBelow(step, steps, 'the run was over before it was asked');
      assert.deepEqual(newest?.skipped, []);
    }
    const { code, printed } = await command.start('resume', run).ended;
    assert.equal(code, 0, printed);
    assert.equal(await stateOf(run), await stateOf(whole));
  });

  it('twice ends at once, and its last checkpoint is valid', async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const run = join(command.folder, `twice-${signal}`);
      const { process: child, saying, ended } = command.start(...beginRun(command, run, 100_000));
      await saying(/\d+\/\d+ .*loss/);
      await pause(300);
      const asked = performance.now();
      child.kill(signal);
      child.kill(signal);
      const { code, printed } = await ended;
      assert.equal(code, EXIT_CODES[signal], printed);
      assert.isBelow(performance.now() - asked, MOST_OF_TWO);
      assert.isDefined(await new CheckpointFolder(join(run, 'checkpoints')).newest());
    }
  });

  it('refuses a second process, and is not disturbed by it', async () => {
    const run = join(command.folder, 'in-use');
    const { process: child, saying, ended } = command.start(...beginRun(command, run, 100_000));
    await saying(/\d+\/\d+ .*loss/);
    const second = await command.start('resume', run).ended;
    assert.equal(second.code, 3);
    assert.match(second.printed, new RegExp(`error: .*${child.pid}`));
    child.kill('SIGTERM');
    assert.equal((await ended).code, 143);
  });
});
