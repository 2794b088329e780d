import { tensor, tensor1d, tensor2d, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { AssertionError, assert } from 'chai';
import { gradientsByTensors } from '../../../src/engine/gradients.js';
import { layerNorm } from '../../../src/ops/layerNorm.js';
import { rmsNorm } from '../../../src/ops/rmsNorm.js';
import { assertClose, assertSameBits } from '../../helpers/assertClose.js';
import { assertSameOnThreads } from './assertSameOnThreads.js';
import { normReference, type NormCase, type Reference } from './normReference.js';
import { onSmallMemory } from './onSmallMemory.js';

/** Numbers in (−2, 2), the same at every run. */
function numbers(size: number, seed: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => 2 * Math.sin((i + 1) * 12.9898 * seed + seed));
}

/** Asserts errors of at most 4 roundings of the terms, and of the smallest float32: sums are in double precision. */
function assertNear(got: Tensor, { values, scales }: Reference, title: string): void {
  const all = got.dataSync();
  assert.equal(all.length, values.length, title);
  for (const [i, value] of all.entries()) {
    const allowed = 4 * Math.max(2 ** -24 * scales[i], 2 ** -150);
    if (!(Math.abs(value - values[i]) <= allowed)) {
      throw new AssertionError(`${title} [${i}]: expected ${values[i]} within ${allowed}, got ${value}`);
    }
  }
}

/** Asserts the norm of rows and all of its gradients. */
function assertNorm(given: NormCase, title: string): void {
  const { x, width, centred, gamma, beta, epsilon, cotangent } = given;
  const want = normReference(given);
  tidy(() => {
    const [rows, dy] = [x, cotangent].map((values) => tensor2d(values, [x.length / width, width]));
    const [scale, shift] = [gamma, beta].map((values) => (values === undefined ? undefined : tensor1d(values)));
    const options = { gamma: scale, epsilon };
    const op = (): Tensor => (centred ? layerNorm(rows, { ...options, beta: shift }) : rmsNorm(rows, options));
    const by = [rows, scale, shift].filter((one) => one !== undefined);
    const { value, gradients } = gradientsByTensors(op, by, dy);
    assertNear(value, want.y, `${title}: value`);
    assertNear(gradients[0], want.dx, `${title}: dx`);
    if (scale !== undefined) assertNear(gradients[1], want.dGamma, `${title}: dGamma`);
    if (shift !== undefined) assertNear(gradients.at(-1)!, want.dBeta, `${title}: dBeta`);
  });
}

const SHAPES = [
  [1, 1],
  [3, 1],
  [1, 2],
  [1, 7],
  [2, 5],
  [5, 4],
  [4, 33],
  [9, 128],
  [1, 3001],
  [2000, 9],
  [300, 131],
];

for (const centred of [true, false]) {
  const name = centred ? 'layerNorm' : 'rmsNorm';
  const norm = centred ? layerNorm : rmsNorm;

  describe(`simd: ${name}`, () => {
    for (const [withGamma, withBeta] of centred
      ? [
          [true, true],
          [true, false],
          [false, true],
          [false, false],
        ]
      : [
          [true, false],
          [false, false],
        ]) {
      const parameters = [withGamma && 'gamma', withBeta && 'beta'].filter(Boolean).join(' and ') || 'no parameter';
      it(
        `of rows, and its gradients, are those of double precision, with ${parameters}`,
        onSmallMemory(() => {
          for (const [count, width] of SHAPES) {
            const given = {
              x: numbers(count * width, 1),
              width,
              centred,
              gamma: withGamma ? numbers(width, 3) : undefined,
              beta: withBeta ? numbers(width, 5) : undefined,
              epsilon: 1e-3,
              cotangent: numbers(count * width, 7),
            };
            assertNorm(given, `[${count}, ${width}]`);
          }
        }),
      );
    }

    it(
      'of huge, tiny and denormal rows, of rows far from zero, and of rows whose first number lies far from the others',
      onSmallMemory(() => {
        const width = 37;
        const plain = { width, centred, gamma: numbers(width, 3), cotangent: numbers(width, 7), epsilon: 0 };
        for (const power of [126, 100, 64, -60, -100]) {
          const x = numbers(width, 1).map((value) => value * 2 ** power);
          // The gradient of tiny rows is as large as they are small.
          const cotangent = plain.cotangent.map((value) => value * 2 ** Math.min(0, power));
          assertNorm({ ...plain, x, cotangent }, `times 2^${power}`);
        }
        // Without a gradient: that of denormal rows is beyond float32.
        const denormal = numbers(width, 1).map((value) => value * 2 ** -140);
        tidy(() => {
          const { y } = normReference({ ...plain, x: denormal, gamma: undefined });
          assertNear(norm(tensor1d(denormal), { epsilon: 0 }), y, 'denormal');
        });
        for (const shift of [2 ** 20, -(2 ** 23), 1e30]) {
          const x = numbers(width, 1).map((value) => value + shift);
          // 1e30 has swallowed the numbers: all are equal.
          assertNorm({ ...plain, x, epsilon: 1e-3 }, `${shift} more`);
        }
        const outlier = numbers(width, 1);
        outlier[0] = 1e6;
        assertNorm({ ...plain, x: outlier }, 'outlier');
      }),
    );

    it(
      'is over several last axes, and over others by plain operations',
      onSmallMemory(() => {
        tidy(() => {
          const [values, gamma] = [numbers(24, 1), numbers(12, 3)];
          const options = { width: 12, centred, epsilon: 1e-3, cotangent: values };
          const x = tensor(values, [2, 1, 3, 4]);
          const want = normReference({ ...options, x: values, gamma });
          const inner = tensor(gamma, [3, 4]);
          const { value, gradients } = gradientsByTensors(
            () => norm(x, { gamma: inner, axis: [3, 2], epsilon: 1e-3 }),
            [x, inner],
            x,
          );
          assertNear(value, want.y, 'value');
          assertNear(gradients[0], want.dx, 'dx');
          assert.deepEqual(gradients[1].shape, [3, 4]);
          assertNear(gradients[1], want.dGamma, 'dGamma');
          // The columns of the transposed matrix are the rows of x.
          const columns = Float32Array.from(values, (_, i) => values[(i % 2) * 12 + Math.floor(i / 2)]);
          const across = norm(tensor2d(columns, [12, 2]), { axis: 0, epsilon: 1e-3 }).dataSync();
          const { y } = normReference({ ...options, x: values });
          // Plain operations round each step.
          assertClose(
            Array.from(values, (_, i) => across[(i % 12) * 2 + Math.floor(i / 12)]),
            y.values,
            1e-6,
          );
        });
      }),
    );

    it(
      'has NaN for rows with NaN or infinities, for them alone, and for rows of no deviation without epsilon',
      onSmallMemory(() => {
        tidy(() => {
          const lost = [NaN, Infinity, -Infinity].flatMap((bad) => [1, 2, bad, 4, 5]);
          const x = tensor2d([...lost, 0, 0, 0, 0, 0, ...lost, 1, -1, 1, -1, 0], [8, 5]);
          const { value, gradients } = gradientsByTensors(() => norm(x, { epsilon: 0 }), [x]);
          const isNumber = (tensor: Tensor): boolean[] => Array.from(tensor.dataSync(), (one) => !Number.isNaN(one));
          const expected = Array.from({ length: 40 }, (_, i) => i >= 35);
          assert.deepEqual(isNumber(value), expected);
          assert.deepEqual(isNumber(gradients[0]), expected);
        });
      }),
    );

    it(
      'of equal numbers is exact, of nothing is nothing, with gradients of zero',
      onSmallMemory(() => {
        tidy(() => {
          const equal = norm(tensor2d([3, 3, 3, 3, 3, -7, -7, -7, -7, -7], [2, 5]), { epsilon: 0.25 });
          const [first, second] = centred ? [0, 0] : [3 / Math.sqrt(9.25), -7 / Math.sqrt(49.25)].map(Math.fround);
          assertSameBits(equal, [...new Array<number>(5).fill(first), ...new Array<number>(5).fill(second)]);
          for (const [count, width] of [
            [0, 3],
            [2, 0],
            [0, 0],
          ]) {
            const [x, gamma] = [zeros([count, width]), zeros([width])];
            const { value, gradients } = gradientsByTensors(() => norm(x, { gamma }), [x, gamma]);
            assert.deepEqual(value.shape, [count, width]);
            assert.deepEqual(gradients[0].shape, [count, width]);
            assertSameBits(gradients[1], new Array<number>(width).fill(0));
          }
        });
      }),
    );

    it(
      'keeps its inputs for the gradient, and nothing else',
      onSmallMemory((simd) => {
        tidy(() => {
          const x = tensor2d(numbers(40, 1), [4, 10]);
          const kept = (): Tensor => {
            const { blocks } = simd.heap.use();
            const value = norm(x);
            assert.equal(simd.heap.use().blocks, blocks + 1);
            return value;
          };
          gradientsByTensors(kept, [x]);
        });
      }),
    );

    it('gives the same bits on any number of threads', async () => {
      const [count, width] = [2_601, 99];
      await assertSameOnThreads(() => {
        const [x, cotangent] = [1, 7].map((seed) => tensor2d(numbers(count * width, seed), [count, width]));
        const gamma = tensor1d(numbers(width, 3));
        const { value, gradients } = gradientsByTensors(() => norm(x, { gamma }), [x, gamma], cotangent);
        return [value, ...gradients];
      });
    });
  });
}
