import { assert } from 'chai';
import { getRegularizer, regularizers } from '../../src/regularizers/index.js';
import { L1 } from '../../src/regularizers/L1.js';
import { L1L2 } from '../../src/regularizers/L1L2.js';
import { L2 } from '../../src/regularizers/L2.js';
import { OrthogonalRegularizer } from '../../src/regularizers/OrthogonalRegularizer.js';
import { assertRoundTrip } from '../helpers/assertRoundTrip.js';

describe('getRegularizer', () => {
  for (const object of [
    new L1({ l1: 0.5 }),
    new L2({ l2: 0.25 }),
    new L1L2({ l1: 0.5, l2: 0.25 }),
    new L1L2(),
    new OrthogonalRegularizer({ factor: 2, mode: 'columns' }),
  ]) {
    it(`makes an equal ${object.constructor.name} of ${JSON.stringify(object.getConfig())}`, () => {
      assertRoundTrip(regularizers, object);
    });
  }

  for (const [name, type, config] of [
    ['l1', L1, { l1: 0.01 }],
    ['l2', L2, { l2: 0.01 }],
    ['L2', L2, { l2: 0.01 }],
    ['l1l2', L1L2, { l1: 0.01, l2: 0.01 }],
    ['l1_l2', L1L2, { l1: 0.01, l2: 0.01 }],
    ['orthogonalRegularizer', OrthogonalRegularizer, { factor: 0.01, mode: 'rows' }],
    ['orthogonal_regularizer', OrthogonalRegularizer, { factor: 0.01, mode: 'rows' }],
  ] as const) {
    it(`knows ${name} by name`, () => {
      const regularizer = getRegularizer(name);
      assert.strictEqual(regularizer?.constructor, type);
      assert.deepEqual(regularizer?.getConfig(), config);
    });
  }

  it('takes missing factors from the class when a config is given', () => {
    const regularizer = getRegularizer({ className: 'L1L2', config: { l1: 0.5 } });
    assert.deepEqual(regularizer?.getConfig(), { l1: 0.5, l2: 0 });
  });

  it('gives none for null and undefined, and refuses unknown names', () => {
    assert.isUndefined(getRegularizer(null));
    assert.isUndefined(getRegularizer(undefined));
    assert.throws(
      () => getRegularizer('l3'),
      "getRegularizer: identifier must be one of l1, l2, l1l2, orthogonalRegularizer, got 'l3'",
    );
    assert.throws(
      () => getRegularizer({ className: 'L2', config: { l1: 1 } }),
      "L2: options must hold only l2, got 'l1'",
    );
  });
});
