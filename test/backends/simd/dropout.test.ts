import { mul, square, sum, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { randomWords } from '../../../src/engine/random/draw.js';
import { RandomKey } from '../../../src/engine/random/RandomKey.js';
import { gradientsByTensors } from '../../../src/engine/gradients.js';
import { sizeOf } from '../../../src/engine/shapes.js';
import { dropout, dropoutMask } from '../../../src/ops/dropout.js';
import { assertClose, assertSameBits } from '../../helpers/assertClose.js';
import { watchEngine } from '../../ops/watchEngine.js';
import { assertSameOnThreads } from './assertSameOnThreads.js';
import { onBackend } from './onBackend.js';
import { onSmallMemory } from './onSmallMemory.js';

/** The factors as the words of `engine/random` say. */
function factorsOf(size: number, rate: number, key: RandomKey): Float32Array {
  const kept = rate === 1 ? 0 : 1 / (1 - rate);
  return Float32Array.from(randomWords(key, size), (word) => (word < rate * 2 ** 32 ? 0 : kept));
}

const KEYS = [RandomKey.fromSeed(0), RandomKey.fromSeed(2 ** 53 - 1), RandomKey.fromSeed(3).fold('dropout').fold(1000)];
const numbers = (size: number): Float32Array => Float32Array.from({ length: size }, (_, i) => 3 * Math.sin(i + 1));

describe('simd: dropout', () => {
  it(
    'drops what the random words say, at every length of the last group',
    onSmallMemory(() => {
      for (const key of KEYS) {
        for (const size of [...new Array(40).keys(), 1001]) {
          const [factors, x] = [factorsOf(size, 0.3, key), numbers(size)];
          tidy(() => {
            assertSameBits(dropoutMask([size], 0.3, key), factors);
            const want = x.map((value, i) => value * factors[i]);
            assertSameBits(dropout(tensor(x), 0.3, key), want, `${size} elements`);
          });
        }
      }
    }),
  );

  it('drops the same on cpu, forward and backward', async () => {
    const compute = (): Tensor[] => {
      const x = tensor(numbers(1001));
      const { value, gradients } = gradientsByTensors(() => dropout(x, 0.3, KEYS[2]), [x], tensor(numbers(1001)));
      return [value, gradients[0], dropoutMask([1001], 0.3, KEYS[2])];
    };
    const [want, got] = [await onBackend('cpu', compute), await onBackend('simd', compute)];
    for (const [i, values] of want.entries()) assertSameBits(got[i], values, `result ${i}`);
  });

  it(
    'draws the same for every shape, of any rank, and nothing for none',
    onSmallMemory(() => {
      for (const shape of [[], [1], [7, 5], [2, 3, 1, 2, 1, 4], [0], [3, 0, 2]]) {
        tidy(() => {
          const mask = dropoutMask(shape, 0.5, KEYS[2]);
          assert.deepEqual(mask.shape, shape);
          assertSameBits(mask, factorsOf(sizeOf(shape), 0.5, KEYS[2]));
          assert.deepEqual(dropout(tensor(numbers(sizeOf(shape)), shape), 0.5, KEYS[2]).shape, shape);
        });
      }
    }),
  );

  it(
    'at rates beside 0 and 1',
    onSmallMemory(() => {
      for (const rate of [
        0,
        Number.MIN_VALUE,
        2 ** -33,
        2 ** -32,
        2 ** -8,
        1 - 2 ** -8,
        1 - 2 ** -32,
        1 - 2 ** -40,
        1,
      ]) {
        tidy(() => assertSameBits(dropoutMask([5000], rate, KEYS[2]), factorsOf(5000, rate, KEYS[2]), `rate ${rate}`));
      }
    }),
  );

  it(
    'decides at the very word: what is below is dropped, what is equal stays',
    onSmallMemory(() => {
      for (const word of randomWords(KEYS[0], 6)) {
        for (const rate of [word / 2 ** 32, (word + 0.5) / 2 ** 32, (word + 1) / 2 ** 32]) {
          tidy(() => assertSameBits(dropoutMask([6], rate, KEYS[0]), factorsOf(6, rate, KEYS[0])));
        }
      }
    }),
  );

  it(
    'keeps the signs of zeros, NaN and infinities as a product does',
    onSmallMemory(() => {
      const special = [NaN, Infinity, -Infinity, -1, -0, 0, 1e-40, -1e-45, 3.4e38, -3.4e38];
      const x = Float32Array.from({ length: 200 }, (_, i) => special[i % special.length]);
      const factors = factorsOf(200, 0.5, KEYS[1]);
      const want = x.map((value, i) => value * factors[i]);
      tidy(() => assertSameBits(dropout(tensor(x), 0.5, KEYS[1]), want));
    }),
  );

  it(
    'keeps no mask: the gradient draws again',
    onSmallMemory(() => {
      tidy(() => {
        const [x, cotangent] = [numbers(4000), numbers(4000).map((value) => value * value)];
        const given = tensor(x);
        const factors = factorsOf(4000, 0.25, KEYS[2]);
        const { gradients } = gradientsByTensors(() => dropout(given, 0.25, KEYS[2]), [given], tensor(cotangent));
        assertSameBits(
          gradients[0],
          cotangent.map((value, i) => value * factors[i]),
        );
        const { kernels, peakBytes } = watchEngine(() => dropout(given, 0.25, KEYS[2]));
        assert.deepEqual(kernels, [{ name: 'dropout', size: 4000 }]);
        assert.equal(peakBytes, 4 * 4000);
      });
    }),
  );

  it('keeps its second derivative', async () => {
    const compute = (): Tensor[] => {
      const x = tensor(numbers(30));
      const first = (): Tensor => {
        const loss = (): Tensor => sum(mul(square(dropout(x, 0.5, KEYS[0])), x));
        return gradientsByTensors(loss, [x]).gradients[0];
      };
      return gradientsByTensors(() => sum(square(first())), [x]).gradients;
    };
    const [[want], [got]] = [await onBackend('cpu', compute), await onBackend('simd', compute)];
    assert.isAbove(Math.max(...want.map(Math.abs)), 1);
    // A few products and sums of numbers up to 3·10⁴, each rounded to 24 bits.
    assertClose(got, want, 1e-2);
  });

  it('is the same to the bit on 1, 2 and 3 threads, and that of the random words', async () => {
    const size = 300_007;
    const x = numbers(size);
    const compute = (): Tensor[] => [dropoutMask([size], 0.1, KEYS[1]), dropout(tensor(x), 0.1, KEYS[1])];
    await assertSameOnThreads(compute);
    const [mask] = await onBackend('simd', compute);
    assertSameBits(mask, factorsOf(size, 0.1, KEYS[1]));
  }).timeout(60_000);
});
