import { readdirSync, readFileSync } from 'node:fs';
import { assert } from 'chai';
import { startScript } from './helpers/runScript.js';

/** What the output of each example must show. */
const shows: Record<string, (output: string) => void> = {
  '01-a-layer.ts': (output) => {
    assert.match(output, /output \[ 2, 5, 16 \] scores \[ 2, 4, 5, 5 \]/);
    assert.match(output, /head 0 of the first query: \[ '-?\d+\.\d+', '0\.00', '0\.00', '0\.00', '0\.00' \]/);
    assert.match(output, /\[ 1, 2, 4, 6, 4, 6 \]/);
  },
  '02-gradient-check.ts': (output) => assert.match(output, /the wrong gradient was caught/),
  '03-copy-task.ts': (output) => {
    const [, accuracy] = /accuracy ([\d.]+) %/.exec(output) ?? [];
    assert.isAbove(Number(accuracy), 99);
  },
  '04-multi-head-against-talking-heads.ts': (output) => {
    const losses = [...output.matchAll(/^(?:multiHead|talkingHeads).* (\d\.\d+), (\d\.\d+)$/gm)];
    assert.lengthOf(losses, 2);
    for (const [, first, second] of losses) {
      assert.isBelow(Number(first), 1.2);
      assert.isBelow(Number(second), 1.2);
    }
  },
  '05-own-layer-and-regularizer.ts': (output) => {
    const losses = [...output.matchAll(/loss (\d\.\d+)/g)].map(([, loss]) => Number(loss));
    assert.lengthOf(losses, 4);
    assert.isBelow(losses[3], 0.02);
    assert.match(output, /gain\.gain\s+\[3\]/);
  },
  '07-words-to-phonemes.ts': (output) => {
    const [, ofTable] = /^phoneme error rate of the table of letter pairs: (\d\.\d+)$/m.exec(output) ?? [];
    const [, figure] = /^figure: phoneme error rate (\d\.\d+), to reach at most 0\.25\n$/m.exec(output) ?? [];
    assert.isAtMost(Number(figure), 0.25);
    assert.isAbove(Number(ofTable), Number(figure) + 0.1);
  },
  '09-associative-recall.ts': (output) => {
    assert.lengthOf(output.match(/^ +\d+ +\d+( +[01]\.\d{3}){6}$/gm) ?? [], 5);
    const figures = [...output.matchAll(/^figure: .* (\d\.\d+), to reach at least (\d\.\d+)$/gm)];
    assert.lengthOf(figures, 2);
    for (const [, got, bound] of figures) assert.isAtLeast(Number(got), Number(bound));
  },
  '10-images-two-axes.ts': (output) => {
    const [, ofMeans] = /^accuracy of the nearest mean (\d\.\d+)$/m.exec(output) ?? [];
    const [, figure] = /^figure: accuracy on held-out digits (\d\.\d+), to reach at least 0\.95\n$/m.exec(output) ?? [];
    assert.isAtLeast(Number(figure), 0.95);
    assert.isBelow(Number(ofMeans), Number(figure) - 0.1);
  },
};

describe('examples', () => {
  const files = readdirSync('examples').filter((file) => file.endsWith('.ts'));

  it('are all run here', () => {
    assert.sameMembers(files, Object.keys(shows));
  });

  for (const file of files) {
    it(`${file} is 20 to 120 lines long and shows what it promises`, async () => {
      const numLines = readFileSync(`examples/${file}`, 'utf8').trimEnd().split('\n').length;
      assert.isAtLeast(numLines, 20);
      assert.isAtMost(numLines, 120);
      const { code, stdout, stderr } = await startScript(`examples/${file}`).finished;
      assert.equal(code, 0, stderr);
      shows[file](stdout);
    }).timeout(900_000);
  }
});
