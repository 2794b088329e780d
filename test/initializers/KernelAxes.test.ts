import { assert } from 'chai';
import { checkKernelAxes, type KernelAxes } from '../../src/initializers/KernelAxes.js';

describe('checkKernelAxes', () => {
  it('takes axes from the front and from the end, and none', () => {
    checkKernelAxes('Here', { inputs: [0, -1], outputs: [1] }, 3);
    checkKernelAxes('Here', { inputs: [], outputs: [] }, 0);
  });

  const refused: [unknown, string][] = [
    [[0], 'axes must be an object, got [0]'],
    [{ outputs: [] }, 'axes.inputs must be a list, got undefined'],
    [{ inputs: [0], outputs: 1 }, 'axes.outputs must be a list, got 1'],
    [{ inputs: [2], outputs: [] }, 'axes.inputs must be a whole number in [-2, 2), got 2'],
    [{ inputs: [], outputs: [0.5] }, 'axes.outputs must be a whole number in [-2, 2), got 0.5'],
    [{ inputs: [0], outputs: [-2] }, 'axes.outputs must name each axis once, got -2 again'],
    [{ inputs: [1, 1], outputs: [] }, 'axes.inputs must name each axis once, got 1 again'],
  ];
  for (const [axes, message] of refused) {
    it(`refuses ${JSON.stringify(axes)}`, () => {
      let said = '';
      try {
        checkKernelAxes('Here', axes as KernelAxes, 2);
      } catch (error) {
        said = (error as Error).message;
      }
      assert.equal(said, `Here: ${message}`);
    });
  }
});
