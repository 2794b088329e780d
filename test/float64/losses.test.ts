import { assert } from 'chai';
import { assertClose } from '../helpers/assertClose.js';
import { array } from './array.js';
import { assertDerivatives } from './assertDerivatives.js';
import { losses, reduced, type LossConfig } from './losses.js';
import { Random } from './random.js';
import { numbers } from './scalar.js';

const one = (name: string, t: number[], x: number[], config: LossConfig = {}): number =>
  losses(numbers, name, [array([t.length], t), array([x.length], x)], config).values[0];

describe('float64/losses', () => {
  it('have values that can be worked out by hand', () => {
    const { log, E } = Math;
    assertClose([one('MeanSquaredError', [1, 2], [2, 5])], [5], 0);
    assertClose([one('MeanAbsoluteError', [1, 2], [2, -2])], [2.5], 0);
    assertClose([one('Huber', [0, 0], [0.5, -3], { delta: 1 })], [(0.125 + 2.5) / 2], 0);
    assertClose([one('LogCosh', [0], [1])], [log((E + 1 / E) / 2)], 1e-15);
    assertClose([one('CosineSimilarity', [3, 4], [4, 3])], [-24 / 25], 1e-15);
    assertClose([one('KLDivergence', [0.5, 0.5], [0.25, 0.75])], [0.5 * log(2) + 0.5 * log(2 / 3)], 1e-15);
    assertClose([one('SparseCategoricalCrossentropy', [0, 1], [1, 3])], [log(4 / 3)], 1e-15);
    assertClose([one('SparseCategoricalCrossentropy', [0, 1], [0, log(3)], { fromLogits: true })], [log(4 / 3)], 1e-15);
    const smoothed = 0.1 * log(4) + 0.9 * log(4 / 3);
    assertClose([one('CategoricalCrossentropy', [0, 1], [0.25, 0.75], { labelSmoothing: 0.2 })], [smoothed], 1e-15);
    assertClose([one('BinaryCrossentropy', [1, 0], [0, log(3)], { fromLogits: true })], [(log(2) + log(4)) / 2], 1e-15);
    // The 1e-7 in the logarithm.
    assertClose([one('BinaryCrossentropy', [1], [0.5])], [-log(0.5 + 1e-7)], 1e-15);
    const balanced = { fromLogits: true, applyClassBalancing: true, alpha: 0.25, gamma: 3 };
    assertClose([one('BinaryFocalCrossentropy', [1], [log(3)], balanced)], [0.25 * 4 ** -3 * log(4 / 3)], 1e-15);
  });

  it('are reduced along an axis, weighted and averaged', () => {
    const [t, x] = [array([2, 2], [3, 0, 4, 1]), array([2, 2], [4, 0, 3, 2])];
    const along = losses(numbers, 'CosineSimilarity', [t, x], { axis: 0 });
    assert.deepEqual(along.shape, [2]);
    assertClose(along.values, [-24 / 25, -1], 1e-15);
    const weights = array([2], [0.5, 2]);
    assertClose(reduced(numbers, array([2], [1, 3]), weights, 'none').values, [0.5, 6], 0);
    assertClose(reduced(numbers, array([2], [1, 3]), weights, 'sum').values, [6.5], 0);
    assertClose(reduced(numbers, array([2], [1, 3]), weights, 'meanOverBatch').values, [3.25], 0);
  });

  it('have the derivatives of finite differences', () => {
    const random = new Random(3);
    const [t, x] = [array([4], [0.2, 0.7, 0.4, 0.6]), array([4], [0.5, 0.3, 0.8, 0.1])];
    for (const [name, config] of [
      ['MeanSquaredError', {}],
      ['MeanAbsoluteError', {}],
      ['Huber', { delta: 0.35 }],
      ['LogCosh', {}],
      ['CosineSimilarity', {}],
      ['KLDivergence', {}],
      ['CategoricalCrossentropy', { fromLogits: true, labelSmoothing: 0.1 }],
      ['BinaryCrossentropy', { fromLogits: true }],
      ['BinaryFocalCrossentropy', { gamma: 1.5, applyClassBalancing: true }],
    ] as [string, LossConfig][]) {
      assertDerivatives((field, [a, b]) => losses(field, name, [a, b], config), [t, x], random);
    }
  });
});
