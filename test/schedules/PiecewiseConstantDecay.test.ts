import { assert } from 'chai';
import { PiecewiseConstantDecay } from '../../src/schedules/PiecewiseConstantDecay.js';
import { assertGoldenRates, goldenRates } from './assertGoldenRates.js';

describe('PiecewiseConstantDecay', () => {
  for (const { config, values } of goldenRates('PiecewiseConstantDecay')) {
    it(`gives the rates of tf.keras with ${JSON.stringify(config)}`, () => {
      assertGoldenRates('PiecewiseConstantDecay', config, values);
    });
  }

  it('changes after a boundary, which may lie between steps; without one it is constant', () => {
    const stepped = new PiecewiseConstantDecay({ boundaries: [0, 1.5], values: [3, 2, 1] });
    assert.deepEqual(
      [0, 1, 2, 3].map((step) => stepped.learningRate(step)),
      [3, 2, 1, 1],
    );
    assert.equal(new PiecewiseConstantDecay({ boundaries: [], values: [0.5] }).learningRate(7), 0.5);
  });

  it('keeps its own lists', () => {
    const [boundaries, values] = [[5], [2, 1]];
    const schedule = new PiecewiseConstantDecay({ boundaries, values });
    boundaries[0] = 0;
    values[0] = 9;
    (schedule.getConfig().values as number[])[0] = 9;
    assert.equal(schedule.learningRate(5), 2);
  });

  it('refuses lists that do not fit or do not rise, and holes in them', () => {
    const wrong = (boundaries: number[], values: number[]) => () => new PiecewiseConstantDecay({ boundaries, values });
    const refused: [number[], number[], string][] = [
      [[3, 3], [1, 1, 1], 'boundaries[1] must be a finite number, above 3, got 3'],
      [new Array<number>(1), [1, 1], 'boundaries[0] must be a finite number, at least 0, got undefined'],
      [[3], new Array<number>(2), 'values[0] must be a finite number, at least 0, got undefined'],
      [[3], [1], 'values must hold one more number than boundaries, 2, got 1'],
    ];
    for (const [boundaries, values, message] of refused) {
      assert.throws(wrong(boundaries, values), `PiecewiseConstantDecay: ${message}`);
    }
  });
});
