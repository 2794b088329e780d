import { assert } from 'chai';
import { connectedFans } from '../../src/initializers/connectedFans.js';

describe('connectedFans', () => {
  const cases: [number[], number[], number[], number, number][] = [
    [[3, 5], [0], [1], 3, 5],
    // The query kernel of attention [e, h, d], and its output kernel [h, d, e].
    [[16, 4, 8], [0], [1, 2], 16, 32],
    [[4, 8, 16], [0, 1], [2], 32, 16],
    // One kernel [i, o] for each of 7 groups.
    [[7, 3, 5], [1], [2], 3, 5],
    // A factor per feature connects one input with one output.
    [[9], [], [], 1, 1],
    [[3, 5], [-2], [-1], 3, 5],
    [[0, 5], [0], [1], 0, 5],
  ];
  for (const [shape, inputs, outputs, fanIn, fanOut] of cases) {
    it(`counts ${fanIn} in and ${fanOut} out for [${shape.join(', ')}] from [${inputs.join(', ')}]`, () => {
      assert.deepEqual(connectedFans(shape, { inputs, outputs }), { fanIn, fanOut });
    });
  }
});
