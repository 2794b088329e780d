import { tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { constraints } from '../../src/constraints/index.js';
import { RadialConstraint } from '../../src/constraints/RadialConstraint.js';
import { assertSameBits } from '../helpers/assertClose.js';
import { assertGolden, fromGolden, goldenTraining } from '../helpers/goldenTraining.js';

/** One kernel of one channel whose places are numbered row by row. */
const numbered = (size: number): number[] => Array.from({ length: size * size }, (_, place) => place);

const constrained = (size: number): Float32Array =>
  tidy(
    () =>
      new RadialConstraint()
        .apply(tensor(numbered(size), [size, size, 1, 1]))
        .dataSync()
        .slice() as never,
  );

describe('RadialConstraint', () => {
  for (const { config, x, y } of goldenTraining.constraints.filter((c) => c.constraint === 'RadialConstraint')) {
    it(`gives the values of tf.keras for a kernel of ${x.shape[0]} by ${x.shape[1]}`, () => {
      const constraint = constraints.get({ class_name: 'RadialConstraint', config });
      const values = fromGolden(x);
      const got = constraint.apply(values);
      assert.deepEqual(got.shape, y.shape);
      assertGolden(got, y.values);
      values.dispose();
      got.dispose();
    });
  }

  // The loop of tf.keras by hand: the middle is kernel[s - 1][s - 1] with s = ⌊n / 2⌋, then come rings of
  // kernel[s + i][s + i], for i from 0 where n is odd and from 1 where it is even.
  it('takes rings of odd kernels from one place further in', () => {
    assertSameBits(constrained(5), [
      ...[18, 18, 18, 18, 18],
      ...[18, 12, 12, 12, 18],
      ...[18, 12, 6, 12, 18],
      ...[18, 12, 12, 12, 18],
      ...[18, 18, 18, 18, 18],
    ]);
  });

  it('takes rings of even kernels from their lower right corner, and the middle from its upper left', () => {
    assertSameBits(constrained(4), [15, 15, 15, 15, 15, 5, 5, 15, 15, 5, 5, 15, 15, 15, 15, 15]);
    assertSameBits(constrained(2), [0, 0, 0, 0]);
  });

  it('leaves kernels of one place, or none, as they are', () => {
    assertSameBits(constrained(1), [0]);
    tidy(() => {
      const x = tensor([1e38, NaN], [1, 1, 1, 2]);
      assertSameBits(new RadialConstraint().apply(x), [Math.fround(1e38), NaN]);
      assert.deepEqual(new RadialConstraint().apply(zeros([0, 0, 2, 3])).shape, [0, 0, 2, 3]);
    });
  });

  it('refuses what is not a square kernel', () => {
    const x = tensor([1, 2, 3, 4, 5, 6], [2, 3, 1, 1]);
    const says = (shape: string): string => `RadialConstraint: x must have 4 axes, the first two equal, got ${shape}`;
    assert.throws(() => new RadialConstraint().apply(x), says('[2, 3, 1, 1]'));
    assert.throws(() => tidy(() => new RadialConstraint().apply(zeros([2, 2]))), says('[2, 2]'));
    x.dispose();
  });
});
