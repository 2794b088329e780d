import { assert } from 'chai';
import { assertClose, largest } from '../helpers/assertClose.js';
import { array, filled, groupsAlong, mapArray } from './array.js';
import { assertDerivatives } from './assertDerivatives.js';
import { gradientByDuals } from './derivatives.js';
import { Random } from './random.js';
import { numbers } from './scalar.js';
import { normalizedExponentials, softmax } from './softmax.js';

describe('float64/softmax', () => {
  it('gives shares in proportion to the exponentials', () => {
    const logits = [1, 2, 3, 4].map(Math.log);
    assertClose(softmax(numbers, array([4], logits)).values, [0.1, 0.2, 0.3, 0.4], 1e-15);
    assertClose(softmax(numbers, array([2, 2], logits)).values, [1 / 3, 2 / 3, 3 / 7, 4 / 7], 1e-15);
    assertClose(softmax(numbers, array([2, 2], logits), { axes: [0] }).values, [1 / 4, 1 / 3, 3 / 4, 2 / 3], 1e-15);
    assertClose(softmax(numbers, array([2, 2], logits), { axes: [0, 1] }).values, [0.1, 0.2, 0.3, 0.4], 1e-15);
  });

  it('does not overflow, and does not mind a shift', () => {
    const x = array([3], [1000, 1001, 999]);
    const e = Math.E;
    const total = e + e ** 2 + 1;
    assertClose(softmax(numbers, x).values, [e / total, e ** 2 / total, 1 / total], 1e-15);
  });

  it('weighs masked elements exactly zero, whatever they hold', () => {
    const mask = array([2, 3], [true, false, true, false, false, false]);
    const x = array([2, 3], [Math.log(1), NaN, Math.log(3), Infinity, NaN, 1]);
    const { values } = softmax(numbers, x, { mask });
    assertClose(values, [1 / 4, 0, 3 / 4, 0, 0, 0], 1e-15);
    assert.deepEqual([values[1], ...values.slice(3)], [0, 0, 0, 0]);
  });

  it('broadcasts the mask', () => {
    const mask = array([2, 1], [true, false]);
    assertClose(softmax(numbers, filled([2, 2], 5), { mask }).values, [0.5, 0.5, 0, 0], 0);
  });

  it('has the gradient y ∘ (dy − Σ dy ∘ y), zero where masked', () => {
    const random = new Random(1);
    const x = random.normals([2, 3, 4]);
    const mask = mapArray(x, () => random.chance(0.6));
    const cotangent = random.normals(x.shape);
    for (const axes of [[-1], [0], [1, 2]]) {
      const y = softmax(numbers, x, { axes, mask });
      const want = filled(x.shape, 0);
      for (const group of groupsAlong(x.shape, axes)) {
        const mean = group.reduce((total, i) => total + y.values[i] * cotangent.values[i], 0);
        for (const i of group) want.values[i] = y.values[i] * (cotangent.values[i] - mean);
      }
      const [got] = gradientByDuals((field, [z]) => softmax(field, z, { axes, mask }), [x], cotangent);
      assertClose(got.values, want.values, 1e-15 * largest(want.values));
    }
  });

  it('has the derivatives of finite differences', () => {
    const random = new Random(2);
    const mask = array([4], [true, true, false, true]);
    assertDerivatives((field, [x]) => softmax(field, x, { axes: [0, 1], mask }), [random.normals([2, 4])], random);
  });

  it('normalizes nothing to nothing', () => {
    assert.deepEqual(normalizedExponentials(numbers, []), []);
  });
});
