import { readdirSync, readFileSync } from 'node:fs';
import { assert } from 'chai';
import { runExample } from './examples/runExample.js';

/** What else the output of an example must show, beside its figure. */
const shows: Record<string, (output: string) => void> = {
  '01-a-layer.ts': (output) => {
    assert.match(output, /output \[ 2, 5, 16 \] scores \[ 2, 4, 5, 5 \]/);
    assert.match(output, /head 0 of the first query: \[ '-?\d+\.\d+', '0\.00', '0\.00', '0\.00', '0\.00' \]/);
    assert.match(output, /\[ 1, 2, 4, 6, 4, 6 \]/);
  },
  '02-gradient-check.ts': (output) => assert.match(output, /the wrong gradient was caught/),
  '03-copy-task.ts': (output) => assert.lengthOf([...output.matchAll(/^step \d+: loss \d\.\d+$/gm)], 4),
  '04-multi-head-against-talking-heads.ts': (output) => {
    const losses = [...output.matchAll(/^(?:multiHead|talkingHeads).* (\d\.\d+), (\d\.\d+)$/gm)];
    assert.lengthOf(losses, 2);
    for (const [, first, second] of losses) {
      assert.isBelow(Number(first), 1.2);
      assert.isBelow(Number(second), 1.2);
    }
  },
  '05-own-layer-and-regularizer.ts': (output) => {
    assert.lengthOf([...output.matchAll(/loss \d\.\d+$/gm)], 4);
    assert.match(output, /gain\.gain\s+\[3\]/);
  },
};

/** From here on they take minutes each: `npm run examples` runs them, as `npm run test:full` does. */
const FIRST_LONG = '06';

describe('examples', () => {
  const files = readdirSync('examples').filter((file) => file.endsWith('.ts'));
  const short = files.filter((file) => file < FIRST_LONG);

  it('the short ones are all run here', () => {
    assert.sameMembers(short, Object.keys(shows));
  });

  it('are numbered, and 20 to 120 lines long', () => {
    for (const file of files) {
      assert.match(file, /^\d\d-[a-z-]+\.ts$/);
      const numLines = readFileSync(`examples/${file}`, 'utf8').trimEnd().split('\n').length;
      assert.isAtLeast(numLines, 20, file);
      assert.isAtMost(numLines, 120, file);
    }
  });

  for (const file of short) {
    it(`${file} shows what it promises and reaches its figure`, async () => {
      const { passed, printed } = await runExample(file);
      assert.isTrue(passed, printed);
      shows[file](printed);
    }).timeout(600_000);
  }
});
