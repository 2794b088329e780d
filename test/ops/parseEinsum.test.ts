import { assert } from 'chai';
import { parseEinsum } from '../../src/ops/parseEinsum.js';

describe('ops/parseEinsum', () => {
  it('names the axes of operands and result', () => {
    assert.deepEqual(
      parseEinsum(' ij, jk -> ki ', [
        [2, 3],
        [3, 4],
      ]),
      {
        inputs: [
          ['i', 'j'],
          ['j', 'k'],
        ],
        output: ['k', 'i'],
      },
    );
  });

  it('counts the axes of an ellipsis from the last', () => {
    const { inputs, output } = parseEinsum('...i,...->i...', [[5, 4, 2], [4]]);
    assert.deepEqual(inputs, [[-2, -1, 'i'], [-1]]);
    assert.deepEqual(output, ['i', -2, -1]);
  });

  it('lets an ellipsis stand for no axis', () => {
    assert.deepEqual(parseEinsum('...ij->ji...', [[2, 3]]), { inputs: [['i', 'j']], output: ['j', 'i'] });
  });

  it('without an arrow keeps the ellipsis and labels that occur once, capitals first', () => {
    assert.deepEqual(
      parseEinsum('b...a,aZ', [
        [2, 7, 3],
        [3, 4],
      ]).output,
      [-1, 'Z', 'b'],
    );
    assert.deepEqual(parseEinsum('ii', [[3, 3]]).output, []);
  });

  const refused: [string, string, number[][], string][] = [
    ['other characters', 'i1->i', [[2]], "equation must hold only letters, '...', ',' and one '->', got 'i1->i'"],
    ['two arrows', 'i->i->i', [[2]], "equation must hold only letters, '...', ',' and one '->', got 'i->i->i'"],
    ['too few operands', 'i,j->', [[2]], 'equation must name 2 operands, got 1'],
    ['no operands', '', [], 'equation must name 1 operands, got 0'],
    ['too many operands', 'i', [[2], [2]], 'equation must name 1 operands, got 2'],
    ['missing axes', 'ij->', [[2, 3, 4]], "operand 0 must have 2 axes for 'ij', got shape [2, 3, 4]"],
    ['more labels than axes', 'i,ijk...->', [[2], [2, 3]], "operand 1 must have 3 axes for 'ijk...', got shape [2, 3]"],
    ['a lone point', 'i.->i', [[2, 3]], "'.' must come as one '...', got 'i.'"],
    ['two points', '..i->i', [[2, 3, 4]], "'.' must come as one '...', got '..i'"],
    ['two ellipses', '...i...->i', [[2, 3, 4, 5]], "'.' must come as one '...', got '...i...'"],
    ['two ellipses in the output', '...i->...i...', [[2, 3]], "'.' must come as one '...', got '...i...'"],
    [
      'two sizes of a label',
      'ij,jk->ik',
      [
        [2, 3],
        [4, 5],
      ],
      'label j must have one size, got 3 and 4 (operand 1)',
    ],
    ['a label that would broadcast', 'i,i->i', [[1], [3]], 'label i must have one size, got 1 and 3 (operand 1)'],
    ['two sizes of an ellipsis', '...,...->...', [[2], [3]], 'label -1 must have one size, got 2 and 3 (operand 1)'],
    ['an output without the ellipsis', '...i->i', [[2, 3]], "output must hold '...', got 'i'"],
    ['an unknown output label', 'i->ij', [[2]], "output label j must stand in an operand, got 'i'"],
    ['an output label twice', 'ij->iji', [[2, 3]], 'output labels must differ, got i twice'],
  ];
  for (const [what, equation, shapes, message] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(() => parseEinsum(equation, shapes), `einsum: ${message}, in '${equation}'`);
    });
  }
});
