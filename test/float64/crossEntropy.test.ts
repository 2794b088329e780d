import { assert } from 'chai';
import { assertClose } from '../helpers/assertClose.js';
import { array, filled } from './array.js';
import { assertDerivatives } from './assertDerivatives.js';
import { crossEntropy } from './crossEntropy.js';
import { gradientByDuals } from './derivatives.js';
import { Random } from './random.js';
import { numbers } from './scalar.js';
import { softmax } from './softmax.js';

describe('float64/crossEntropy', () => {
  const logits = array([2, 4], [1, 2, 3, 4, 4, 3, 2, 1].map(Math.log));

  it('is the surprise at the label', () => {
    const losses = crossEntropy(numbers, logits, array([2], [0, 2]));
    assert.deepEqual(losses.shape, [2]);
    assertClose(losses.values, [-Math.log(0.1), -Math.log(0.2)], 1e-15);
  });

  it('is the expected surprise under a distribution', () => {
    const target = array([2, 4], [0.5, 0, 0, 0.5, 0, 1, 0, 0]);
    const losses = crossEntropy(numbers, logits, target);
    assertClose(losses.values, [-(Math.log(0.1) + Math.log(0.4)) / 2, -Math.log(0.3)], 1e-15);
  });

  it('does not overflow', () => {
    const losses = crossEntropy(numbers, array([1, 2], [0, 1000]), array([1], [0]));
    assertClose(losses.values, [1000], 0);
  });

  it('loses nothing at an ignored label', () => {
    const losses = crossEntropy(numbers, logits, array([2], [-1, 2]), { ignoredClass: -1, labelSmoothing: 0.1 });
    assert.equal(losses.values[0], 0);
    assert.isAbove(losses.values[1], 1);
  });

  it('smooths labels and distributions alike', () => {
    const s = 0.2;
    const even = [0.1, 0.2, 0.3, 0.4].reduce((total, p) => total - Math.log(p) / 4, 0);
    const want = [(1 - s) * -Math.log(0.1) + s * even, (1 - s) * -Math.log(0.2) + s * even];
    const sparse = crossEntropy(numbers, logits, array([2], [0, 2]), { labelSmoothing: s });
    const dense = crossEntropy(numbers, logits, array([2, 4], [1, 0, 0, 0, 0, 0, 1, 0]), { labelSmoothing: s });
    assertClose(sparse.values, want, 1e-15);
    assertClose(dense.values, want, 1e-15);
  });

  it('has the gradient softmax − target, none at an ignored label', () => {
    const x = new Random(1).normals([3, 4]);
    const labels = array([3], [1, -1, 3]);
    const options = { ignoredClass: -1, labelSmoothing: 0.1 };
    const [got] = gradientByDuals((field, [z]) => crossEntropy(field, z, labels, options), [x], filled([3], 1));
    const shares = softmax(numbers, x).values;
    const target = (row: number, c: number): number => (c === labels.values[row] ? 0.9 : 0) + 0.1 / 4;
    const want = shares.map((share, i) => (i >> 2 === 1 ? 0 : share - target(i >> 2, i % 4)));
    assertClose(got.values, want, 1e-15);
  });

  it('has the derivatives of finite differences', () => {
    const random = new Random(2);
    const target = softmax(numbers, random.normals([2, 3, 4]));
    assertDerivatives((field, [z]) => crossEntropy(field, z, target), [random.normals([2, 3, 4])], random);
  });
});
