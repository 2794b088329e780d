import { assert } from 'chai';
import { InverseSquareRootDecay } from '../../src/schedules/InverseSquareRootDecay.js';
import { assertClose } from '../helpers/assertClose.js';

describe('InverseSquareRootDecay', () => {
  it('is equation 3 of the paper, whose first step is 1', () => {
    const [width, warmup] = [512, 10];
    const schedule = new InverseSquareRootDecay({ width, warmupSteps: warmup });
    const steps = Array.from({ length: 30 }, (_, step) => step);
    const equation = steps.map((step) => {
      const n = step + 1;
      return Math.min(1 / Math.sqrt(n), n / warmup ** 1.5) / Math.sqrt(width);
    });
    assertClose(
      steps.map((step) => schedule.learningRate(step) / equation[step]),
      steps.map(() => 1),
      1e-14,
    );
  });

  it('rises on a line to its largest rate at the end of warmup, then halves when the steps are four times as many', () => {
    const schedule = new InverseSquareRootDecay({ width: 64, warmupSteps: 16, scale: 2 });
    const largest = 2 / (8 * 4);
    assertClose(
      [0, 7, 15, 63, 255].map((step) => schedule.learningRate(step)),
      [largest / 16, largest / 2, largest, largest / 2, largest / 4],
      1e-15,
    );
  });

  it('warms up for 4000 steps by default, at scale 1: the base model of the paper reaches 7e-4', () => {
    const schedule = new InverseSquareRootDecay({ width: 512 });
    assert.deepEqual(schedule.getConfig(), { width: 512, warmupSteps: 4000, scale: 1 });
    assert.approximately(schedule.learningRate(3999), 6.98771e-4, 1e-9);
  });
});
