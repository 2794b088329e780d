import { assertClose } from '../helpers/assertClose.js';
import { array } from './array.js';
import { assertDerivatives } from './assertDerivatives.js';
import { Random } from './random.js';
import { rmsNorm } from './rmsNorm.js';
import { numbers } from './scalar.js';

describe('float64/rmsNorm', () => {
  it('divides by the root of the mean of squares', () => {
    // Mean of squares (9 + 16) / 2.
    const x = array([2], [3, 4]);
    const root = Math.sqrt(12.5);
    assertClose(rmsNorm(numbers, x, { epsilon: 0 }).values, [3 / root, 4 / root], 1e-15);
    assertClose(rmsNorm(numbers, x, { epsilon: 3.5 }).values, [3 / 4, 1], 1e-15);
    assertClose(rmsNorm(numbers, x, { epsilon: 3.5, gamma: array([2], [8, 5]) }).values, [6, 5], 1e-15);
  });

  it('takes the axes it is told', () => {
    const x = array([2, 2], [3, 1, 4, 7]);
    const [first, second] = [Math.sqrt(12.5), 5];
    const want = [3 / first, 1 / second, 4 / first, 7 / second];
    assertClose(rmsNorm(numbers, x, { axes: [0], epsilon: 0 }).values, want, 1e-15);
  });

  it('has the derivatives of finite differences', () => {
    const random = new Random(3);
    assertDerivatives(
      (field, [x, gamma]) => rmsNorm(field, x, { gamma, axes: [0, 2], epsilon: 0.5 }),
      [random.normals([2, 3, 2]), random.normals([2, 2])],
      random,
    );
  });
});
