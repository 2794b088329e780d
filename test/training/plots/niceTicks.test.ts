import { assert } from 'chai';
import fc from 'fast-check';
import { formatTick, niceTicks } from '../../../src/training/plots/niceTicks.js';
import { assertClose } from '../../helpers/assertClose.js';

describe('niceTicks', () => {
  const cases: [string, Parameters<typeof niceTicks>, string[]][] = [
    ['whole numbers', [1, 1991, 6], ['0', '500', '1000', '1500', '2000']],
    ['decimals', [1.46, 2.87, 8], ['1.4', '1.6', '1.8', '2.0', '2.2', '2.4', '2.6', '2.8', '3.0']],
    ['ends that are ticks already', [0, 0.3, 3], ['0.0', '0.1', '0.2', '0.3']],
    ['both signs', [-1, 1, 4], ['−1.0', '−0.5', '0.0', '0.5', '1.0']],
    ['tiny values', [0, 0.00002, 4], ['0.000000', '0.000005', '0.000010', '0.000015', '0.000020']],
    ['a least step', [1, 3, 6, 1], ['1', '2', '3']],
    ['one value', [2, 2, 4], ['1.8', '1.9', '2.0', '2.1', '2.2']],
    ['zero alone', [0, 0, 4], ['−1.0', '−0.5', '0.0', '0.5', '1.0']],
  ];
  for (const [name, options, labels] of cases) {
    it(`covers ${name}`, () => {
      const ticks = niceTicks(...options);
      assert.deepEqual(ticks.labels, labels);
      const numbers = labels.map((label) => Number(label.replace('−', '-')));
      assertClose(ticks.values, numbers, 1e-9 * ticks.step);
    });
  }

  it('covers any axis with a few distinct labels', () => {
    const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const length = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(finite, length, fc.integer({ min: 2, max: 10 }), (low, extent, count) => {
        const { values, labels, step } = niceTicks(low, low + extent, count);
        assert.isAtMost(values[0], low + 1e-6 * step);
        assert.isAtLeast(values[values.length - 1], low + extent - 1e-6 * step);
        assert.isAtMost(values.length, count + 3);
        assert.lengthOf(new Set(labels), values.length);
      }),
    );
  });

  it('refuses ends that are not finite', () => {
    assert.throws(() => niceTicks(0, NaN, 5), 'niceTicks: ends of an axis must be finite, got 0 and NaN');
    assert.throws(() => niceTicks(-Infinity, 1, 5), 'niceTicks: ends of an axis must be finite, got -Infinity and 1');
  });
});

describe('formatTick', () => {
  it('has a true minus sign, and none before zero', () => {
    assert.deepEqual(
      [-1.255, -0.001, -0, 0.5].map((value) => formatTick(value, 1)),
      ['−1.3', '0.0', '0.0', '0.5'],
    );
  });
});
