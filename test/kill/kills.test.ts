import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from 'chai';
import { BundledCommand } from './BundledCommand.js';
import { beginRun, killUntilDone, stateOf } from './killedRuns.js';

/** `npm run test:kill` sets them; `npm test` has less patience. */
const kills = Number(process.env.KILLS ?? 20);

describe('a run that is killed', function () {
  this.timeout(1_200_000);
  let command: BundledCommand;

  before(async () => {
    command = await BundledCommand.make();
  });

  after(() => command.remove());

  it(`by SIGKILL at ${kills} random moments goes on each time, and ends with the bits of one that was not`, async () => {
    const steps = 60 + 12 * kills;
    const whole = join(command.folder, 'whole');
    const { code, printed } = await command.start(...beginRun(command, whole, steps)).ended;
    assert.equal(code, 0, printed);
    const expected = await stateOf(whole);

    let count = 0;
    for (let round = 0; count < kills; round++) {
      const run = join(command.folder, `killed-${round}`);
      count += await killUntilDone(command, run, steps, kills - count);
      assert.equal(await stateOf(run), expected);
      const names = readdirSync(join(run, 'checkpoints'));
      assert.deepEqual(
        names.filter((name) => !/^step-\d{8}\.safetensors$/.test(name)),
        [],
      );
    }
    console.log(`      ${count} kills: ${expected}`);
    assert.equal(count, kills);
  });
});
