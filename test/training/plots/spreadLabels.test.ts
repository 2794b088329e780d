import { assert } from 'chai';
import fc from 'fast-check';
import { spreadLabels } from '../../../src/training/plots/spreadLabels.js';
import { assertClose } from '../../helpers/assertClose.js';

describe('spreadLabels', () => {
  it('leaves labels that do not touch', () => assert.deepEqual(spreadLabels([50, 10, 30], 10), [50, 10, 30]));

  it('moves two apart evenly', () => assert.deepEqual(spreadLabels([104, 100], 10), [107, 97]));

  it('pushes neighbours on', () => assertClose(spreadLabels([0, 0, 12], 10), [-6, 4, 14], 1e-9));

  it('keeps order and distance of any labels', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 12 }), (wanted) => {
        const placed = spreadLabels(wanted, 16);
        const order = wanted.map((_, i) => i).sort((a, b) => placed[a] - placed[b]);
        for (let rank = 1; rank < order.length; rank++) {
          assert.isAtLeast(placed[order[rank]] - placed[order[rank - 1]], 16 - 1e-9);
          assert.isAtLeast(wanted[order[rank]], wanted[order[rank - 1]]);
        }
      }),
    );
  });
});
