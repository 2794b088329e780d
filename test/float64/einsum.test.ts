import { assert } from 'chai';
import { assertClose } from '../helpers/assertClose.js';
import { array, filled, type NdArray } from './array.js';
import { assertDerivatives } from './assertDerivatives.js';
import { einsum } from './einsum.js';
import { Random } from './random.js';
import { numbers } from './scalar.js';

describe('float64/einsum', () => {
  const matrix = array([2, 3], [1, 2, 3, 4, 5, 6]);
  const square = array([2, 2], [1, 2, 3, 4]);
  const vector = array([3], [1, 10, 100]);
  const cases: [string, string, NdArray[], NdArray][] = [
    ['matrix times vector', 'ij,j->i', [matrix, vector], array([2], [321, 654])],
    ['a matrix product', 'ij,kj->ik', [matrix, matrix], array([2, 2], [14, 32, 32, 77])],
    ['a transposition', 'ij->ji', [matrix], array([3, 2], [1, 4, 2, 5, 3, 6])],
    ['a sum of one operand', 'ij->j', [matrix], array([3], [5, 7, 9])],
    ['a sum over everything', 'ij->', [matrix], array([], [21])],
    ['a label summed in one operand only', 'ij,k->i', [matrix, vector], array([2], [666, 1665])],
    ['an outer product', 'i,j->ij', [array([2], [1, 2]), vector], array([2, 3], [1, 10, 100, 2, 20, 200])],
    ['a diagonal', 'ii->i', [square], array([2], [1, 4])],
    ['a trace', 'ii->', [square], array([], [5])],
    ['a diagonal with others', 'iij->ji', [array([2, 2, 1], [1, 2, 3, 4])], array([1, 2], [1, 4])],
    ['three operands', 'ij,jk,k->i', [square, matrix, vector], array([2], [1629, 3579])],
    ['scalars', ',->', [array([], [2]), array([], [3])], array([], [6])],
    ['an elementwise product', 'ij,ij->ij', [square, square], array([2, 2], [1, 4, 9, 16])],
    ['spaces', ' i j , j -> i ', [matrix, vector], array([2], [321, 654])],
    ['an implicit output', 'ij,jk', [square, matrix], array([2, 3], [9, 12, 15, 19, 26, 33])],
    ['an implicit output in alphabetical order', 'ba', [matrix], array([3, 2], [1, 4, 2, 5, 3, 6])],
    ['an implicit output with capitals first', 'aB', [matrix], array([3, 2], [1, 4, 2, 5, 3, 6])],
    ['an implicit trace', 'ii', [square], array([], [5])],
    ['an implicit output with the ellipsis first', 'j...', [matrix], array([3, 2], [1, 4, 2, 5, 3, 6])],
    ['an ellipsis at the end', '...->...', [matrix], matrix],
    ['an ellipsis moved', 'i...->...i', [matrix], array([3, 2], [1, 4, 2, 5, 3, 6])],
    ['an ellipsis of no axes', '...ij,...j->...i', [matrix, vector], array([2], [321, 654])],
    ['ellipses of other ranks', '...i,i->...', [matrix, vector], array([2], [321, 654])],
    [
      'ellipses that broadcast missing axes',
      '...,...->...',
      [square, array([2], [1, 10])],
      array([2, 2], [1, 20, 3, 40]),
    ],
    [
      'ellipses that broadcast axes of size 1',
      'a...,...->...a',
      [array([2, 1], [1, 2]), vector],
      array([3, 2], [1, 2, 10, 20, 100, 200]),
    ],
    [
      'an ellipsis of two axes, in order',
      '...i->i...',
      [array([1, 2, 2], [1, 2, 3, 4])],
      array([2, 1, 2], [1, 3, 2, 4]),
    ],
    ['an empty sum', 'ij->i', [filled([2, 0], 1)], array([2], [0, 0])],
  ];
  for (const [name, equation, operands, want] of cases) {
    it(`computes ${name}: ${equation}`, () => {
      const got = einsum(numbers, equation, operands);
      assert.deepEqual(got.shape, want.shape);
      assertClose(got.values, want.values, 0);
    });
  }

  it('orders an ellipsis of more than ten axes', () => {
    const x = array([1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2], [1, 2, 3, 4]);
    assert.deepEqual(einsum(numbers, '...', [x]), x);
  });

  const refused: [string, NdArray[], string][] = [
    ['ij,jk->ik', [square], 'einsum: operands must be 2 for ij,jk->ik, got 1'],
    ['ij->i', [vector], 'einsum: ij must name every axis of its operand, got one with 1 axes'],
    ['i->i', [square], 'einsum: i must name every axis of its operand, got one with 2 axes'],
    ['ijk...->i', [square], 'einsum: ijk... must name every axis of its operand, got one with 2 axes'],
    ['ij,jk->ik', [matrix, matrix], 'einsum: j must have one size, got 3 and 2'],
    ['ii->i', [matrix], 'einsum: i must have one size, got 2 and 3'],
    ['i,i->i', [array([1], [1]), vector], 'einsum: i must have one size, got 1 and 3'],
    ['...,...->...', [array([2], [1, 2]), vector], 'einsum: ...0 must have one size, got 2 and 3'],
    ['ij->ik', [square], 'einsum: output must have labels of the inputs, each once, got ik'],
    ['ij->ii', [square], 'einsum: output must have labels of the inputs, each once, got ii'],
    ['i...->i', [square], 'einsum: output must have the ellipsis of the inputs, got i'],
  ];
  for (const [equation, operands, message] of refused) {
    it(`refuses ${equation} of ${operands.map(({ shape }) => `[${shape.join(', ')}]`).join(' and ')}`, () => {
      assert.throws(() => einsum(numbers, equation, operands), message);
    });
  }

  it('has the derivatives of finite differences', () => {
    const random = new Random(1);
    const inputs = [random.normals([2, 3, 3]), random.normals([3, 2]), random.normals([2])];
    assertDerivatives((field, operands) => einsum(field, '...jj,jk,k->...', operands), inputs, random);
  });
});
