import { tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../../src/engine/gradients.js';
import { sizeOf } from '../../../src/engine/shapes.js';
import { maskedSoftmax } from '../../../src/ops/maskedSoftmax.js';
import { softmax } from '../../../src/ops/softmax.js';
import { Random } from '../../float64/random.js';
import { numbers } from '../../float64/scalar.js';
import { softmax as softmax64 } from '../../float64/softmax.js';
import { assertClose, assertSameBits } from '../../helpers/assertClose.js';
import { watchEngine } from '../../ops/watchEngine.js';
import { assertSameOnThreads } from './assertSameOnThreads.js';
import { assertUnits } from './assertUnits.js';
import { onBackend } from './onBackend.js';
import { onSmallMemory } from './onSmallMemory.js';

/** As in the test of softmax: exponentials, their sum, its rounding and the quotient. */
const UNITS = 5;

const rounded = (values: number[]): number[] => values.map(Math.fround);

describe('simd: maskedSoftmax', () => {
  for (const axes of [[3], [2, 3], [1, 3, 2], [0, 1, 2, 3]]) {
    it(
      `over axes ${axes.join(', ')}, with masks that stretch over any others`,
      onSmallMemory(() => {
        const shape = [2, 3, 4, 5];
        for (let stretched = 0; stretched < 16; stretched++) {
          const random = new Random(stretched);
          const full = shape.map((size, axis) => ((stretched >> axis) & 1 ? 1 : size));
          // Leading axes of size 1 may be left out.
          const maskShape = full.slice(
            full.findIndex((size) => size !== 1) < 0 ? 4 : full.findIndex((size) => size !== 1),
          );
          const mask = {
            shape: maskShape,
            values: Array.from({ length: sizeOf(maskShape) }, () => random.chance(0.6)),
          };
          const values = rounded(random.normals(shape, 10).values);
          const want = softmax64(numbers, { shape, values }, { axes, mask }).values;
          const run = (): Tensor => maskedSoftmax(tensor(values, shape), tensor(mask.values, maskShape, 'bool'), axes);
          tidy(() => {
            assertUnits(run(), want, UNITS);
            assert.include(
              watchEngine(run).kernels.map(({ name }) => name),
              'maskedSoftmax',
            );
          });
        }
      }),
    );
  }

  it(
    'at every width, with nothing, some or all shown',
    onSmallMemory(() => {
      for (const width of [1, 2, 3, 4, 5, 7, 8, 9, 31, 64, 65]) {
        const shape = [6, width];
        const random = new Random(width);
        const values = rounded(random.normals(shape, 30).values);
        const shown = values.map((_, i) => [false, true, random.chance(0.5)][Math.floor(i / width) % 3]);
        const want = softmax64(numbers, { shape, values }, { mask: { shape, values: shown } }).values;
        tidy(() => {
          const got = maskedSoftmax(tensor(values, shape), tensor(shown, shape, 'bool'));
          assertUnits(got, want, UNITS);
          got.dataSync().forEach((weight, i) => assert.isTrue(shown[i] || Object.is(weight, 0), `hidden ${i}`));
          const all = maskedSoftmax(tensor(values, shape), tensor([true], [1], 'bool'));
          assertSameBits(all, softmax(tensor(values, shape)));
        });
      }
    }),
  );

  it('is what cpu says of NaN and infinities, shown and hidden', async () => {
    const special = [NaN, Infinity, -Infinity, 3.4e38, -3.4e38, 0];
    const rows = special.flatMap((a) => special.map((b) => [a, b, 1, -Infinity, a]));
    for (const shown of [
      [1, 0, 1, 1, 0],
      [1, 1, 0, 0, 0],
      [0, 1, 0, 1, 0],
      [0, 0, 0, 1, 0],
      [0, 0, 0, 0, 0],
    ]) {
      const compute = (): Tensor[] => {
        const x = tensor(rows);
        const { value, gradients } = gradientsByTensors(
          () => maskedSoftmax(x, tensor(shown, [5], 'bool')),
          [x],
          tensor(rows.map(() => [1, 2, 3, 4, 5])),
        );
        return [value, gradients[0]];
      };
      const [want, got] = [await onBackend('cpu', compute), await onBackend('simd', compute)];
      // Shares of at most 1 times a cotangent of at most 5.
      for (const i of [0, 1]) assertClose(got[i], want[i], 1e-6, `mask ${shown.join('')}, result ${i}`);
    }
  });

  it('is the same to the bit on 1, 2 and 3 threads', async () => {
    const shape = [4, 4, 127, 129];
    const random = new Random(1);
    const x = random.normals(shape, 3).values;
    const shown = (size: number): boolean[] => Array.from({ length: size }, () => random.chance(0.5));
    const [causal, padding] = [shown(127 * 129), shown(4 * 129)];
    await assertSameOnThreads(() => [
      maskedSoftmax(tensor(x, shape), tensor(causal, [1, 1, 127, 129], 'bool')),
      maskedSoftmax(tensor(x, shape), tensor(padding, [4, 1, 1, 129], 'bool')),
    ]);
  }).timeout(60_000);
});
