import { assert } from 'chai';
import { constraints, getConstraint } from '../../src/constraints/index.js';
import { MaxNorm } from '../../src/constraints/MaxNorm.js';
import { MinMaxNorm } from '../../src/constraints/MinMaxNorm.js';
import { NonNeg } from '../../src/constraints/NonNeg.js';
import { RadialConstraint } from '../../src/constraints/RadialConstraint.js';
import { UnitNorm } from '../../src/constraints/UnitNorm.js';
import { assertRoundTrip } from '../helpers/assertRoundTrip.js';

describe('getConstraint', () => {
  for (const object of [
    new MaxNorm({ maxValue: 3, axis: [0, 1] }),
    new MinMaxNorm({ minValue: 0.5, maxValue: 2, rate: 0.25, axis: [0, 1] }),
    new NonNeg(),
    new RadialConstraint(),
    new UnitNorm({ axis: -1 }),
  ]) {
    it(`makes an equal ${object.constructor.name}`, () => {
      assertRoundTrip(constraints, object);
    });
  }

  for (const [name, type, config] of [
    ['maxNorm', MaxNorm, { maxValue: 2, axis: 0 }],
    ['max_norm', MaxNorm, { maxValue: 2, axis: 0 }],
    ['nonNeg', NonNeg, {}],
    ['non_neg', NonNeg, {}],
    ['nonneg', NonNeg, {}],
    ['unitNorm', UnitNorm, { axis: 0 }],
    ['minMaxNorm', MinMaxNorm, { minValue: 0, maxValue: 1, rate: 1, axis: 0 }],
    ['min_max_norm', MinMaxNorm, { minValue: 0, maxValue: 1, rate: 1, axis: 0 }],
    ['radial_constraint', RadialConstraint, {}],
  ] as const) {
    it(`knows ${name} by name, with the defaults of tf.keras`, () => {
      const constraint = getConstraint(name);
      assert.instanceOf(constraint, type);
      assert.deepEqual(constraint?.getConfig(), config);
    });
  }

  it('gives none for null and undefined, and refuses unknown names', () => {
    assert.isUndefined(getConstraint(null));
    assert.isUndefined(getConstraint(undefined));
    assert.throws(
      () => getConstraint('max'),
      "getConstraint: identifier must be one of maxNorm, minMaxNorm, nonNeg, radialConstraint, unitNorm, got 'max'",
    );
  });
});
