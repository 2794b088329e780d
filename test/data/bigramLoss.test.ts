import { assert } from 'chai';
import fc from 'fast-check';
import { bigramLoss } from '../../src/data/bigramLoss.js';
import { assertClose } from '../helpers/assertClose.js';

describe('bigramLoss', () => {
  it('is right by hand', () => {
    // Pairs of training: 0→1 twice, 1→0, 1→2. So p(1 | 0) = 3/5, p(2 | 1) = 2/5, p(0 | 2) = 1/3.
    const loss = bigramLoss([0, 1, 0, 1, 2], [0, 1, 2, 0], 3);
    assertClose([loss], [-(Math.log(3 / 5) + Math.log(2 / 5) + Math.log(1 / 3)) / 3], 1e-15);
  });

  it('agrees with a full table', () => {
    const size = 5;
    const tokens = fc.array(fc.nat(size - 1), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(tokens, tokens, (training, validation) => {
        const table = Array.from({ length: size }, () => new Array<number>(size).fill(1));
        training.slice(1).forEach((next, i) => table[training[i]][next]++);
        const losses = validation.slice(1).map((next, i) => {
          const row = table[validation[i]];
          return -Math.log(row[next] / row.reduce((sum, count) => sum + count, 0));
        });
        const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
        assertClose([bigramLoss(training, Int32Array.from(validation), size)], [mean], 1e-13);
      }),
    );
  });

  it('is that of a guess when nothing was counted', () => {
    assertClose([bigramLoss([], [0, 3, 1], 7)], [Math.log(7)], 1e-15);
  });

  it('counts in a vocabulary whose table of pairs would fit nowhere', () => {
    const size = 2 ** 20;
    assertClose([bigramLoss([size - 1, size - 2], [size - 1, size - 2], size)], [Math.log((size + 1) / 2)], 1e-12);
  });

  it('refuses what it cannot count', () => {
    assert.throws(
      () => bigramLoss([0], [0, 0], 0),
      'bigramLoss: vocabularySize must be a positive whole number, got 0',
    );
    assert.throws(() => bigramLoss([0], [0], 2), 'bigramLoss: validation must hold at least 2 tokens, got 1');
    const range = 'must hold whole numbers in [0, 2), got';
    assert.throws(() => bigramLoss([0, 2], [0, 0], 2), `bigramLoss: training ${range} 2 at 1`);
    assert.throws(() => bigramLoss([0], [0, -1], 2), `bigramLoss: validation ${range} -1 at 1`);
    assert.throws(() => bigramLoss([0], [0.5, 1], 2), `bigramLoss: validation ${range} 0.5 at 0`);
  });
});
