import { tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { formatShape } from '../../src/engine/shapes.js';
import { regularizers } from '../../src/regularizers/index.js';
import { OrthogonalRegularizer } from '../../src/regularizers/OrthogonalRegularizer.js';
import { array, type NdArray } from '../float64/array.js';
import { Random } from '../float64/random.js';
import type { Field } from '../float64/scalar.js';
import { dot } from '../float64/sums.js';
import { caseOf } from '../gradients/GradientCase.js';
import { measureGradients, measureSecondDerivatives } from '../gradients/measure.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { assertGolden, fromGolden, goldenTraining } from '../helpers/goldenTraining.js';
import { toleranceFor } from '../helpers/toleranceFor.js';

/** The mean of |cos| over pairs of rows or columns, times the factor. */
function penalty64<S>(field: Field<S>, x: NdArray<S>, { factor, mode }: { factor: number; mode: string }): NdArray<S> {
  const [rows, columns] = x.shape;
  const vectors = Array.from({ length: mode === 'rows' ? rows : columns }, (_, i) =>
    x.values.filter((_, place) => (mode === 'rows' ? Math.floor(place / columns) : place % columns) === i),
  );
  const norms = vectors.map((vector) => field.sqrt(dot(field, vector, vector)));
  let total = field.constant(0);
  let pairs = 0;
  for (let i = 0; i < vectors.length; i++) {
    for (let j = 0; j < i; j++, pairs++) {
      const cosine = field.div(dot(field, vectors[i], vectors[j]), field.mul(norms[i], norms[j]));
      const size = field.toNumber(cosine) < 0 ? field.sub(field.constant(0), cosine) : cosine;
      total = field.add(total, size);
    }
  }
  return array([], [field.mul(total, field.constant(factor / pairs))]);
}

describe('OrthogonalRegularizer', () => {
  const golden = goldenTraining.regularizers.filter((c) => c.regularizer === 'OrthogonalRegularizer');
  for (const { config, x, loss, gradient } of golden) {
    it(`has the loss and gradient of tf.keras with ${JSON.stringify(config)}`, () => {
      tidy(() => {
        const regularizer = regularizers.get({ class_name: 'OrthogonalRegularizer', config });
        const values = fromGolden(x);
        const got = gradientsByTensors(() => regularizer.loss(values), [values]);
        assert.deepEqual(got.value.shape, []);
        assertGolden(got.value, [loss], 'loss');
        assertGolden(got.gradients[0], gradient.values, 'gradient');
        // Both are far below 1, where that tolerance says little.
        assertClose(got.value, [loss], toleranceFor(1e-5 * loss));
        assertClose(got.gradients[0], gradient.values, toleranceFor(1e-5 * 2e-3));
      });
    });
  }

  for (const mode of ['rows', 'columns'] as const) {
    it(`has first and second derivatives as in double precision, by ${mode}`, () => {
      const random = new Random(5);
      for (const shape of [
        [4, 5],
        [2, 3],
        [6, 2],
      ]) {
        const options = { factor: 3, mode };
        const regularizer = new OrthogonalRegularizer(options);
        const given = caseOf(
          random,
          formatShape(shape),
          [random.normals(shape)],
          ([x]) => regularizer.loss(x),
          (field, [x]) => penalty64(field, x, options),
        );
        for (const { name, error, scale } of [
          ...measureGradients(given),
          ...measureSecondDerivatives(given, [random.normals(shape)]),
        ]) {
          assert.isAtMost(error / scale, toleranceFor(1e-5), `${name} of ${formatShape(shape)}`);
        }
      }
    });
  }

  it('is 0 with a gradient of 0 where vectors are orthogonal, alone, zero or none', () => {
    tidy(() => {
      for (const [values, shape] of [
        [
          [0, 3, 0, 0, 0, -2],
          [2, 3],
        ],
        [
          [1, 2, 3],
          [1, 3],
        ],
        [
          [0, 0, 0, 0],
          [2, 2],
        ],
        [[], [0, 3]],
        [[], [3, 0]],
      ] as const) {
        const x = tensor([...values], [...shape]);
        const { value, gradients } = gradientsByTensors(() => new OrthogonalRegularizer().loss(x), [x]);
        assertSameBits(value, [0], formatShape(shape));
        assertClose(
          gradients[0],
          values.map(() => 0),
          0,
          formatShape(shape),
        );
      }
    });
  });

  it('sees directions only: vectors of 1e25 have the penalty of short ones, and a gradient smaller by as much', () => {
    tidy(() => {
      const values = [1, 2, -3, 4, 0.5, 6];
      const loss = (factor: number): { value: number; slope: number[] } => {
        const x = tensor(
          values.map((value) => value * factor),
          [2, 3],
        );
        const { value, gradients } = gradientsByTensors(() => new OrthogonalRegularizer({ factor: 1 }).loss(x), [x]);
        return { value: value.dataSync()[0], slope: Array.from(gradients[0].dataSync(), (one) => one * factor) };
      };
      const [near, far] = [loss(1), loss(2 ** 84)];
      assert.approximately(far.value, near.value, toleranceFor(1e-6));
      assertClose(far.slope, near.slope, toleranceFor(1e-6));
    });
  });

  it('has the defaults of tf.keras', () => {
    assert.deepEqual(new OrthogonalRegularizer().getConfig(), { factor: 0.01, mode: 'rows' });
  });

  it('refuses what is not a matrix, a factor that is not finite, and an unknown mode', () => {
    const x = tensor([1, 2]);
    assert.throws(
      () => new OrthogonalRegularizer().loss(x),
      'OrthogonalRegularizer: x must have shape [any, any], got [2]',
    );
    x.dispose();
    const wrong = (options: object) => () => new OrthogonalRegularizer(options);
    assert.throws(wrong({ factor: NaN }), 'OrthogonalRegularizer: factor must be a finite number, got NaN');
    assert.throws(wrong({ factor: 1e38 }), 'OrthogonalRegularizer: factor must be at most 1e+37 in size, got 1e+38');
    assert.throws(wrong({ mode: 'row' }), "OrthogonalRegularizer: mode must be one of rows, columns, got 'row'");
  });
});
