import { assert } from 'chai';
import { EarlyStopping } from '../../src/runs/EarlyStopping.js';

describe('EarlyStopping', () => {
  it('says which loss is the best, an equal one is not, and is over after as many others as it has patience', () => {
    const early = new EarlyStopping(2);
    const losses = [3, 2, 2, 1, 1.5, 1];
    assert.deepEqual(
      losses.map((loss) => [early.observe(loss), early.isOver]),
      [
        [true, false],
        [true, false],
        [false, false],
        [true, false],
        [false, false],
        [false, true],
      ],
    );
  });

  it('is never over without patience, and at once with none', () => {
    const endless = new EarlyStopping(null);
    for (let i = 0; i < 100; i++) endless.observe(i);
    assert.isFalse(endless.isOver);
  });
});
