import { assert } from 'chai';
import { computeFans } from '../../src/initializers/computeFans.js';

describe('computeFans', () => {
  const cases: [number[], number, number][] = [
    [[], 1, 1],
    [[7], 7, 7],
    [[3, 5], 3, 5],
    [[16, 4, 8], 64, 128],
    [[4, 8, 16], 32, 64],
    [[3, 3, 2, 5], 18, 45],
  ];
  for (const [shape, fanIn, fanOut] of cases) {
    it(`counts ${fanIn} in and ${fanOut} out for [${shape.join(', ')}]`, () => {
      assert.deepEqual(computeFans(shape), { fanIn, fanOut });
    });
  }
});
