import { assertClose, largest } from '../helpers/assertClose.js';
import { array, mapArray } from './array.js';
import { assertDerivatives } from './assertDerivatives.js';
import { gradientByDuals } from './derivatives.js';
import { layerNorm } from './layerNorm.js';
import { Random } from './random.js';
import { numbers } from './scalar.js';

describe('float64/layerNorm', () => {
  it('divides by the deviation of a population', () => {
    // Mean 3, variance (4 + 0 + 4) / 3.
    const x = array([3], [1, 3, 5]);
    const scale = Math.sqrt(8 / 3 + 1e-3);
    assertClose(layerNorm(numbers, x).values, [-2 / scale, 0, 2 / scale], 1e-15);
    const exact = Math.sqrt(8 / 3);
    assertClose(layerNorm(numbers, x, { epsilon: 0 }).values, [-2 / exact, 0, 2 / exact], 1e-15);
  });

  it('scales and shifts', () => {
    const [gamma, beta] = [array([2], [2, 3]), array([2], [10, 20])];
    const x = array([2, 2], [-1, 1, 5, 9]);
    assertClose(layerNorm(numbers, x, { gamma, epsilon: 0 }).values, [-2, 3, -2, 3], 1e-15);
    assertClose(layerNorm(numbers, x, { beta, epsilon: 0 }).values, [9, 21, 9, 21], 1e-15);
    assertClose(layerNorm(numbers, x, { gamma, beta, epsilon: 0 }).values, [8, 23, 8, 23], 1e-14);
  });

  it('takes the axes it is told', () => {
    const x = array([2, 2], [-1, 4, 1, 8]);
    assertClose(layerNorm(numbers, x, { axes: [0], epsilon: 0 }).values, [-1, -1, 1, 1], 1e-15);
    const [mean, deviation] = [3, Math.sqrt((16 + 1 + 4 + 25) / 4)];
    const all = layerNorm(numbers, x, { axes: [0, 1], epsilon: 0 }).values;
    assertClose(
      all,
      x.values.map((value) => (value - mean) / deviation),
      1e-15,
    );
  });

  it('aligns gamma and beta with the elements of a group, in the order of x', () => {
    const x = new Random(1).normals([2, 3, 2]);
    const gamma = array([2, 2], [1, 10, 100, 1000]);
    const options = { axes: [0, 2], epsilon: 0 };
    const plain = layerNorm(numbers, x, options).values;
    const want = plain.map((value, i) => value * [1, 10, 100, 1000][2 * Math.floor(i / 6) + (i % 2)]);
    assertClose(layerNorm(numbers, x, { ...options, gamma }).values, want, 1e-12);
  });

  it('has the gradient of the closed form', () => {
    const random = new Random(2);
    const [x, gamma, beta] = [random.normals([5]), random.normals([5]), random.normals([5])];
    const cotangent = random.normals([5]);
    const mean = (values: number[]): number => values.reduce((total, value) => total + value, 0) / values.length;
    const centred = x.values.map((value) => value - mean(x.values));
    const deviation = Math.sqrt(mean(centred.map((value) => value ** 2)) + 1e-3);
    const standard = centred.map((value) => value / deviation);
    const byStandard = cotangent.values.map((value, i) => value * gamma.values[i]);
    const projection = mean(byStandard.map((value, i) => value * standard[i]));
    const byX = byStandard.map((value, i) => (value - mean(byStandard) - standard[i] * projection) / deviation);
    const byGamma = cotangent.values.map((value, i) => value * standard[i]);

    const got = gradientByDuals(
      (field, [z, scale, shift]) => layerNorm(field, z, { gamma: scale, beta: shift }),
      [x, gamma, beta],
      cotangent,
    );
    [byX, byGamma, cotangent.values].forEach((want, i) => assertClose(got[i].values, want, 1e-14 * largest(want)));
  });

  it('has a finite gradient where all elements are equal', () => {
    const x = array([3], [2, 2, 2]);
    const cotangent = array([3], [1, 0, 0]);
    const [got] = gradientByDuals((field, [z]) => layerNorm(field, z), [x], cotangent);
    assertClose(
      got.values,
      [2 / 3, -1 / 3, -1 / 3].map((value) => value / Math.sqrt(1e-3)),
      1e-13,
    );
  });

  it('has the derivatives of finite differences', () => {
    const random = new Random(3);
    const inputs = [random.normals([2, 3, 2]), random.normals([2, 2]), random.normals([2, 2])];
    // A larger epsilon, and spread groups, keep the higher derivatives small enough for differences.
    const spread = mapArray(inputs[0], (value, i) => 2 * value + (i % 3));
    assertDerivatives(
      (field, [x, gamma, beta]) => layerNorm(field, x, { gamma, beta, axes: [0, 2], epsilon: 0.1 }),
      [spread, inputs[1], inputs[2]],
      random,
    );
  });
});
