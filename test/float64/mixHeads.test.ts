import { assert } from 'chai';
import { assertClose } from '../helpers/assertClose.js';
import { array } from './array.js';
import { assertDerivatives } from './assertDerivatives.js';
import { einsum } from './einsum.js';
import { mixHeads } from './mixHeads.js';
import { Random } from './random.js';
import { numbers } from './scalar.js';

describe('float64/mixHeads', () => {
  it('sums input heads into output heads', () => {
    const scores = array([2, 1, 2], [1, 2, 10, 20]);
    const weight = array([2, 3], [1, 0, 5, 0, 1, 7]);
    const mixed = mixHeads(numbers, scores, weight);
    assert.deepEqual(mixed, array([3, 1, 2], [1, 2, 10, 20, 75, 150]));
  });

  it('is the einsum of its definition, behind any leading axes', () => {
    const random = new Random(1);
    const [scores, weight] = [random.normals([2, 3, 4, 2, 3]), random.normals([4, 2])];
    const mixed = mixHeads(numbers, scores, weight);
    const want = einsum(numbers, '...hqk,hg->...gqk', [scores, weight]);
    assert.deepEqual(mixed.shape, want.shape);
    assertClose(mixed.values, want.values, 1e-14);
  });

  it('has the derivatives of finite differences', () => {
    const random = new Random(2);
    const inputs = [random.normals([2, 3, 2, 2]), random.normals([3, 4])];
    assertDerivatives((field, [scores, weight]) => mixHeads(field, scores, weight), inputs, random);
  });
});
