import { tensor, tensor1d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { AssertionError, assert } from 'chai';
import { gradientsByTensors } from '../../../src/engine/gradients.js';
import { gelu, geluTanh } from '../../../src/ops/gelu.js';
import { silu } from '../../../src/ops/silu.js';
import { assertClose, assertSameBits } from '../../helpers/assertClose.js';
import { assertSameOnThreads } from './assertSameOnThreads.js';
import { assertUnits, unitAt } from './assertUnits.js';
import { onSmallMemory } from './onSmallMemory.js';
import { upperTail } from './upperTail.js';

/** An activation, its value, and the two terms of its slope: x · f is f + x · f′. */
interface Activation {
  name: string;
  op: (x: Tensor) => Tensor;
  value: (x: number) => number;
  slope: (x: number) => [number, number];
  atMinusInfinity: number;
  slopesAtInfinities: [number, number];
}

const normal = (x: number): number => (x < 0 ? upperTail(-x) : 1 - upperTail(x));
const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
const sigmoid = (x: number): number => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));
const ROOT = Math.sqrt(2 / Math.PI);
const twiceInner = (x: number): number => 2 * ROOT * (x + 0.044715 * x ** 3);
const innerSlope = (x: number): number => 2 * ROOT * (1 + 3 * 0.044715 * x ** 2);
const bump = (v: number): number => sigmoid(v) * sigmoid(-v);

const ACTIVATIONS: Activation[] = [
  {
    name: 'gelu',
    op: gelu,
    value: (x) => x * normal(x),
    slope: (x) => [normal(x), x * density(x)],
    // As plain operations give them: −∞ · 0.
    atMinusInfinity: NaN,
    slopesAtInfinities: [NaN, NaN],
  },
  {
    name: 'geluTanh',
    op: geluTanh,
    value: (x) => x * sigmoid(twiceInner(x)),
    slope: (x) => [sigmoid(twiceInner(x)), x * bump(twiceInner(x)) * innerSlope(x)],
    atMinusInfinity: NaN,
    slopesAtInfinities: [NaN, NaN],
  },
  {
    name: 'silu',
    op: silu,
    value: (x) => x * sigmoid(x),
    slope: (x) => [sigmoid(x), x * bump(x)],
    atMinusInfinity: -0,
    slopesAtInfinities: [1, 0],
  },
];

/** Finite float32 numbers: every 20,011th of all, and even ones where the functions bend and where they end. */
function* sweep(): Generator<Float32Array> {
  const bits: number[] = [];
  for (let i = 0; i < 0x7f800000; i += 20_011) bits.push(i, i + 2 ** 31);
  const all = new Float32Array(Uint32Array.from(bits).buffer);
  for (let i = 0; i < all.length; i += 50_000) yield all.slice(i, i + 50_000);
  for (const size of [4, 15, 110]) yield Float32Array.from({ length: 30_000 }, (_, i) => size * (i / 15_000 - 1));
}

/** |got − (p + q)| of each within some units in the last place of the larger of p and q, which may cancel. */
function assertSlopes(got: Tensor, want: readonly [number, number][], units: number): void {
  for (const [i, value] of got.dataSync().entries()) {
    const [p, q] = want[i];
    const allowed = units * unitAt(Math.max(Math.abs(p), Math.abs(q)));
    if (!(Math.abs(value - (p + q)) <= allowed)) throw new AssertionError(`[${i}]: expected ${p} + ${q}, got ${value}`);
  }
}

for (const { name, op, value, slope, atMinusInfinity, slopesAtInfinities } of ACTIVATIONS) {
  describe(`simd: ${name}`, () => {
    it(
      'is within 4 units in the last place of double precision, tails and denormals included',
      onSmallMemory(() => {
        for (const numbers of sweep()) tidy(() => assertUnits(op(tensor1d(numbers)), Array.from(numbers, value), 4));
      }),
    );

    it(
      'has a slope within 6 units of the larger of its terms: each is a product of factors that were rounded',
      onSmallMemory(() => {
        for (const numbers of sweep()) {
          const [gradient] = gradientsOf(op, tensor1d(numbers));
          assertSlopes(gradient, Array.from(numbers, slope), 6);
          gradient.dispose();
        }
      }),
    );

    it(
      'multiplies the slope by the cotangent, at every length of the last vector',
      onSmallMemory(() => {
        for (const length of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
          tidy(() => {
            const x = tensor1d(Array.from({ length }, (_, i) => i - 3.25));
            const cotangent = tensor1d(Array.from({ length }, (_, i) => 2 ** i));
            const { value: y, gradients } = gradientsByTensors(() => op(x), [x], cotangent);
            assertUnits(y, Array.from(x.dataSync(), value), 4);
            const want = Array.from(x.dataSync(), (one, i) => slope(one).map((term) => term * 2 ** i));
            assertSlopes(gradients[0], want as [number, number][], 6);
          });
        }
        tidy(() => assert.deepEqual(op(tensor(1.5)).shape, []));
        tidy(() => assert.deepEqual(op(tensor(new Float32Array(6), [1, 2, 1, 1, 3, 1])).shape, [1, 2, 1, 1, 3, 1]));
      }),
    );

    it(
      'knows zeros, infinities, NaN and the largest numbers',
      onSmallMemory(() => {
        tidy(() => {
          const x = tensor1d([0, -0, NaN, Infinity, -Infinity, 3e38, -3e38]);
          const { value: y, gradients } = gradientsByTensors(() => op(x), [x]);
          assertSameBits(y, [0, -0, NaN, Infinity, atMinusInfinity, Math.fround(3e38), -0]);
          assertClose(gradients[0], [0.5, 0.5, NaN, ...slopesAtInfinities, 1, 0], 0);
        });
      }),
    );

    it('gives the same bits on any number of threads', async () => {
      await assertSameOnThreads(() => {
        const x = tensor1d(Float32Array.from({ length: 250_001 }, (_, i) => 20 * Math.sin(i)));
        const cotangent = tensor1d(Float32Array.from({ length: 250_001 }, (_, i) => Math.cos(i)));
        const { value: y, gradients } = gradientsByTensors(() => op(x), [x], cotangent);
        return [y, ...gradients];
      });
    });
  });
}

function gradientsOf(op: (x: Tensor) => Tensor, x: Tensor): Tensor[] {
  try {
    return tidy(() => gradientsByTensors(() => op(x), [x]).gradients);
  } finally {
    x.dispose();
  }
}
