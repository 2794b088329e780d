import { assert } from 'chai';
import { quantile } from '../../../benchmarks/harness/quantile.js';
import { timingOf } from '../../../benchmarks/harness/Timing.js';

describe('timingOf', () => {
  it('takes the middle of an odd number of times, whatever their order, and leaves them as they are', () => {
    const times = [9, 1, 5, 3, 7];
    assert.deepEqual(timingOf(times), { medianMs: 5, minMs: 1, quartilesMs: [3, 7] });
    assert.deepEqual(times, [9, 1, 5, 3, 7]);
  });

  it('lies between neighbours where no time stands at the place', () => {
    assert.deepEqual(timingOf([4, 1, 2, 3]), { medianMs: 2.5, minMs: 1, quartilesMs: [1.75, 3.25] });
  });

  it('sorts by number: 10 is more than 9', () => {
    assert.equal(timingOf([10, 9, 100]).medianMs, 10);
  });

  it('takes one time for all', () => {
    assert.deepEqual(timingOf([2]), { medianMs: 2, minMs: 2, quartilesMs: [2, 2] });
  });

  it('refuses no times', () => {
    assert.throws(() => timingOf([]), 'timingOf: times must have at least 1 value, got none');
  });
});

describe('quantile', () => {
  it('reaches from the least to the most', () => {
    assert.equal(quantile([1, 5, 6], 0), 1);
    assert.equal(quantile([1, 5, 6], 1), 6);
    assert.closeTo(quantile([1, 5, 6], 0.9), 5.8, 1e-12);
  });
});
