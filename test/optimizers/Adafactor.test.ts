import { tidy, zeros } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Adafactor, type AdafactorOptions } from '../../src/optimizers/Adafactor.js';
import { applyUpdates } from '../helpers/applyUpdates.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertTrajectory } from '../helpers/assertTrajectory.js';
import { goldenTraining } from '../helpers/goldenTraining.js';
import { toleranceFor } from '../helpers/toleranceFor.js';

/** A few operations in float32 on numbers near 1. */
const TOLERANCE = toleranceFor(1e-6);

describe('Adafactor', () => {
  const cases = goldenTraining.optimizers.filter(({ optimizer }) => optimizer === 'Adafactor');

  it('has its two cases', () => assert.lengthOf(cases, 2));

  for (const golden of cases) {
    it(`follows tf.keras with ${JSON.stringify(golden.config)}`, () => assertTrajectory(golden));
  }

  it('has the defaults of tf.keras', () => {
    const { learningRate, weightDecay, beta2Decay, epsilon1, epsilon2, clipThreshold, relativeStep } =
      new Adafactor().getConfig();
    assert.deepEqual(
      [learningRate, weightDecay, beta2Decay, epsilon1, epsilon2, clipThreshold, relativeStep],
      [0.001, 0, -0.8, 1e-30, 1e-3, 1, true],
    );
  });

  const directions = [Math.sqrt(3 / 5), Math.sqrt(6 / 5), Math.sqrt(27 / 25), Math.sqrt(24 / 25)];

  it('divides by the product of the means of rows and columns', () => {
    const gradient = [1, 2, 3, 4];
    // Rows 5/2 and 25/2, columns 5 and 10, mean of the rows 15/2: v = [[5/3, 10/3], [25/3, 50/3]]. RMS(u)² = 0.96.
    const [plain] = applyUpdates(new Adafactor({ learningRate: 0.1 }), [1, -1, 1, -1], [gradient], [2, 2]);
    assertClose(
      plain,
      [1, -1, 1, -1].map((w, i) => w - 0.1 * directions[i]),
      TOLERANCE,
    );
    const halved = new Adafactor({ learningRate: 0.1, clipThreshold: 0.5 });
    const [clipped] = applyUpdates(halved, [1, -1, 1, -1], [gradient], [2, 2]);
    const clip = Math.sqrt(0.96) / 0.5;
    assertClose(
      clipped,
      [1, -1, 1, -1].map((w, i) => w - (0.1 * directions[i]) / clip),
      TOLERANCE,
    );
  });

  it('treats a stack of matrices as matrices of one parameter', () => {
    // The second matrix has gradients three times as large, which changes nothing but v.
    const gradient = [1, 2, 3, 4, 3, 6, 9, 12];
    const [got] = applyUpdates(new Adafactor({ learningRate: 0.1 }), Array<number>(8).fill(1), [gradient], [2, 2, 2]);
    assertClose(
      got,
      [...directions, ...directions].map((u) => 1 - 0.1 * u),
      TOLERANCE,
    );
  });

  it('keeps the squares of vectors, and makes steps relative to their size', () => {
    // v = g²: u is the sign, and RMS(w)² = (9 + 16) / 2.
    const [first] = applyUpdates(new Adafactor({ learningRate: 0.1 }), [3, -4], [[5, -0.01]]);
    const step = 0.1 * Math.sqrt(12.5);
    assertClose(first, [3 - step, -4 + step], TOLERANCE);
    const [fromZero] = applyUpdates(new Adafactor({ learningRate: 0.1, epsilon2: 0.5 }), [0, 0], [[5, -0.01]]);
    assertClose(fromZero, [-0.05, 0.05], TOLERANCE);
  });

  it('replaces a share of the mean that falls with the updates', () => {
    const optimizer = new Adafactor({ learningRate: 0.1, beta2Decay: -1, clipThreshold: 2 });
    const [first, second] = applyUpdates(optimizer, [1], [[2], [4]]);
    assertClose(first, [0.9], TOLERANCE);
    // v = (4 + 16) / 2, and RMS(w) = 0.9.
    assertClose(second, [0.9 - (0.9 * 0.1 * 4) / Math.sqrt(10)], TOLERANCE);
  });

  it('makes steps of at most 1/√t, but not where the learning rate is meant as it is', () => {
    for (const [relativeStep, want] of [
      [true, 0.1 * (1 - Math.SQRT1_2)],
      [false, 0.1 * (1 - 0.9)],
    ] as const) {
      const [first, second] = applyUpdates(new Adafactor({ learningRate: 0.9, relativeStep }), [1], [[1], [1]]);
      assertClose(first, [0.1], TOLERANCE);
      assertClose(second, [want], TOLERANCE);
    }
  });

  it('moves what has a gradient where a row and a column have none', () => {
    // Rows and columns ε₁ and 5e19: their product over 2.5e19 is 1e-60 / 2.5e19 in the corner.
    const [got] = applyUpdates(new Adafactor({ learningRate: 0.5 }), [1, 1, 1, 1], [[0, 0, 0, 1e10]], [2, 2]);
    assertClose(got, [1, 1, 1, 0.5], TOLERANCE);
  });

  it('remembers a row and a column of a matrix, and of one without elements itself', () => {
    const optimizer = new Adafactor();
    const shapes = (shape: number[]): Record<string, number[]> =>
      tidy(() =>
        Object.fromEntries(Object.entries(optimizer.init(zeros(shape))).map(([name, slot]) => [name, slot.shape])),
      );
    assert.deepEqual(shapes([2, 3, 4]), { row: [2, 3, 1], column: [2, 1, 4] });
    assert.deepEqual(shapes([3]), { square: [3] });
    assert.deepEqual(shapes([]), { square: [] });
    assert.deepEqual(shapes([3, 0]), { square: [3, 0] });
  });

  it('refuses options out of their range', () => {
    const refused: [AdafactorOptions, string][] = [
      [{ beta2Decay: 0.1 }, 'beta2Decay must be a finite number, at most 0, got 0.1'],
      [{ epsilon1: 0 }, 'epsilon1 must be a finite number, above 0, got 0'],
      [{ epsilon2: -1 }, 'epsilon2 must be a finite number, at least 0, got -1'],
      [{ epsilon2: NaN }, 'epsilon2 must be a finite number, at least 0, got NaN'],
      [{ clipThreshold: 0 }, 'clipThreshold must be a finite number, above 0, got 0'],
      [{ relativeStep: 1 as never }, 'relativeStep must be true or false, got 1'],
    ];
    for (const [options, message] of refused) assert.throws(() => new Adafactor(options), `Adafactor: ${message}`);
  });
});
