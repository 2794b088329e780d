import { assert } from 'chai';
import { MovingAverage } from '../../../src/training/progress/MovingAverage.js';
import { assertClose } from '../../helpers/assertClose.js';

describe('MovingAverage', () => {
  it('begins with the first value', () => {
    assertClose([new MovingAverage(0.9).add(4)], [4], 1e-12);
  });

  it('weighs each value by decay to the power of its age', () => {
    const average = new MovingAverage(0.5);
    const got = [8, 4, 1].map((value) => average.add(value));
    assertClose(got, [8, (0.5 * 8 + 4) / 1.5, (0.25 * 8 + 0.5 * 4 + 1) / 1.75], 1e-12);
  });

  it('keeps nothing of the past without decay', () => {
    const average = new MovingAverage(0);
    assert.deepEqual([average.add(3), average.add(7)], [3, 7]);
  });

  for (const decay of [1, -0.1, NaN]) {
    it(`refuses decay ${decay}`, () => {
      assert.throws(() => new MovingAverage(decay), `MovingAverage: decay must be in [0, 1), got ${decay}`);
    });
  }
});
