import { ones, tensor, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { einsum } from '../../src/ops/einsum.js';
import { sizeOf } from '../../src/engine/shapes.js';
import { einsum as einsum64 } from '../float64/einsum.js';
import { Random } from '../float64/random.js';
import { numbers } from '../float64/scalar.js';
import { einsumShapes } from '../gradients/einsumShapes.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { assertForward } from './assertForward.js';
import { watchEngine } from './watchEngine.js';
import { caseCount } from '../helpers/caseCount.js';

describe('ops/einsum', () => {
  einsumShapes.forEach(([equation, ...shapes], seed) => {
    it(`'${equation}' of ${shapes.map((shape) => `[${shape.join(', ')}]`).join(' and ')} is that of its definition`, () => {
      const random = new Random(seed);
      const operands = shapes.map((shape) => random.normals(shape));
      const op = (): Tensor => einsum(equation, ...operands.map((x) => toTensor(x)));
      assertForward(op, einsum64(numbers, equation, operands), equation);
    });
  });

  it('is its definition for random equations', () => {
    for (let seed = 0; seed < caseCount(200); seed++) {
      const random = new Random(seed);
      const sizes: Record<string, number> = { a: 2, b: 3, c: 1, d: random.integer(1, 4), e: 2 };
      const terms = Array.from({ length: random.integer(1, 4) }, () =>
        Array.from({ length: random.integer(0, 3) }, () => random.oneOf(Object.keys(sizes))).join(''),
      );
      const letters = [...new Set(terms.join(''))];
      const output = letters.filter(() => random.chance(0.4)).sort(() => random.uniform() - 0.5);
      const equation = `${terms.join()}${random.chance(0.8) ? `->${output.join('')}` : ''}`;
      const operands = terms.map((term) => random.normals([...term].map((letter) => sizes[letter])));
      const op = (): Tensor => einsum(equation, ...operands.map((x) => toTensor(x)));
      assertForward(op, einsum64(numbers, equation, operands), `seed ${seed}, '${equation}'`);
    }
  });

  it('sums nothing to zero', () => {
    tidy(() => {
      assertSameBits(einsum('ij,jk->ik', zeros([2, 0]), zeros([0, 3])), [0, 0, 0, 0, 0, 0]);
      assertSameBits(einsum('i->', zeros([0])), [0]);
    });
  });

  it('returns a tensor of its own, even where there is nothing to do', () => {
    tidy(() => {
      const x = tensor([1, 2]);
      const same = einsum('i->i', x);
      assert.notStrictEqual(same, x);
      same.dispose();
      assertSameBits(x, [1, 2]);
    });
  });

  it('gives each operand its own gradient when one tensor stands twice', () => {
    tidy(() => {
      const x = tensor([1, 2, 3]);
      const { gradients } = gradientsByTensors(() => einsum('i,i->', x, x), [x]);
      assertClose(gradients[0], [2, 4, 6], 0);
    });
  });

  for (const [equation, left, right] of [
    ['bqhd,bkhd->bhqk', [2, 16, 4, 8], [2, 16, 4, 8]],
    ['bhqk,bkhd->bqhd', [2, 4, 16, 16], [2, 16, 4, 8]],
    ['bhqk,hg->bgqk', [2, 4, 16, 16], [4, 4]],
    ['...c,cde->...de', [2, 16, 32], [32, 4, 8]],
    ['ij,jk->ki', [40, 30], [30, 20]],
    ['...ij,...jk->...ik', [1, 8, 8, 8], [8, 1, 8, 8]],
    ['ijk,ijl->kl', [4, 8, 16], [4, 8, 16]],
    ['ijm,jkn->ik', [8, 8, 8], [8, 8, 8]],
  ] as [string, number[], number[]][]) {
    it(`'${equation}' takes at most twice the memory of operands and result`, () => {
      tidy(() => {
        const operands = [ones(left), ones(right)];
        const result = sizeOf(einsum(equation, ...operands).shape);
        const { peakBytes } = watchEngine(() => einsum(equation, ...operands));
        const given = 4 * (sizeOf(left) + sizeOf(right));
        assert.isAtMost(given + peakBytes, 2 * (given + 4 * result));
      });
    });
  }

  it('multiplies the pair with the smallest result first', () => {
    tidy(() => {
      const chain = [ones([2, 50]), ones([50, 60]), ones([60, 3])];
      const sizes = (equation: string, operands: Tensor[]): number[] =>
        watchEngine(() => einsum(equation, ...operands))
          .kernels.filter(({ name }) => name === 'BatchMatMul')
          .map(({ size }) => size);
      // [2, 60] is smaller than [50, 3] and far smaller than the outer product of the first and the last.
      assert.deepEqual(sizes('ij,jk,kl->il', chain), [120, 6]);
      assert.deepEqual(sizes('kl,jk,ij->il', [...chain].reverse()), [120, 6]);
      assert.deepEqual(sizes('ij,kl,jk->il', [chain[0], chain[2], chain[1]]), [120, 6]);
      assert.deepEqual(sizes('i,j,k->', [ones([4]), ones([5]), ones([6])]), [1, 1]);
    });
  });

  it('copies nothing where a product can read the axes as they stand', () => {
    tidy(() => {
      for (const equation of ['ij,jk->ik', 'ji,jk->ik', 'ij,kj->ik', 'ji,kj->ik']) {
        const { kernels } = watchEngine(() => einsum(equation, ones([3, 3]), ones([3, 3])));
        assert.deepEqual(
          kernels.map(({ name }) => name),
          ['BatchMatMul'],
          equation,
        );
      }
    });
  });
});
