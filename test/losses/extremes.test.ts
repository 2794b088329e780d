import { tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { gradientsByTensors, type ValueAndGradients } from '../../src/engine/gradients.js';
import { BinaryCrossentropy } from '../../src/losses/BinaryCrossentropy.js';
import { BinaryFocalCrossentropy } from '../../src/losses/BinaryFocalCrossentropy.js';
import { CategoricalCrossentropy } from '../../src/losses/CategoricalCrossentropy.js';
import { CosineSimilarity } from '../../src/losses/CosineSimilarity.js';
import { Huber } from '../../src/losses/Huber.js';
import { KLDivergence } from '../../src/losses/KLDivergence.js';
import { LogCosh } from '../../src/losses/LogCosh.js';
import type { Loss } from '../../src/losses/Loss.js';
import { SparseCategoricalCrossentropy } from '../../src/losses/SparseCategoricalCrossentropy.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { toleranceFor } from '../helpers/toleranceFor.js';

/** The losses of every example, and the gradients of their sum. */
function run(loss: Loss, target: Tensor, x: Tensor): ValueAndGradients {
  return gradientsByTensors(() => loss.call(target, x), [x]);
}

const none = { reduction: 'none' } as const;
/** One row per value. */
const column = (...values: number[]): Tensor => tensor(values, [values.length, 1]);
/** `−log(1e-7)`: what Keras takes a probability of 0 for. */
const MOST = -Math.log(1e-7);
/** A few roundings of numbers up to 16. */
const few = (): number => toleranceFor(4e-6);

describe('losses at the ends', () => {
  it('binary cross-entropy of logits of 1e30 is 0 where they are right, the logit where they are wrong', () => {
    tidy(() => {
      const logits = column(1e30, -1e30, 1e30, -1e30);
      const target = column(1, 0, 0, 1);
      const { value, gradients } = run(new BinaryCrossentropy({ fromLogits: true, ...none }), target, logits);
      assertSameBits(value, [0, 0, Math.fround(1e30), Math.fround(1e30)]);
      assertClose(gradients[0], [0, 0, 1, -1], 0);
    });
  });

  it('binary cross-entropy of logits keeps the digits of a small loss', () => {
    tidy(() => {
      const { value, gradients } = run(
        new BinaryCrossentropy({ fromLogits: true, ...none }),
        column(1, 0),
        column(20, -20),
      );
      // log(1 + e⁻²⁰), and its slope.
      const small = Math.log1p(Math.exp(-20));
      assertClose(value, [small, small], toleranceFor(1e-6) * small);
      assertClose(gradients[0], [-small, small], toleranceFor(1e-6) * small);
    });
  });

  it('the focal loss of logits of 1e30 is 0 where they are right, and has slopes for every γ', () => {
    tidy(() => {
      for (const gamma of [0, 0.5, 2]) {
        const loss = new BinaryFocalCrossentropy({ fromLogits: true, gamma, ...none });
        const { value, gradients } = run(loss, column(1, 0, 0), column(1e30, -200, 200));
        assertClose(value, [0, 0, 200], 0);
        assertClose(gradients[0], [0, 0, 1], 0);
      }
    });
  });

  it('probabilities of 0 and 1 have finite losses: Keras cuts them to 1e-7 from there', () => {
    tidy(() => {
      const [yes, p] = [column(1, 0, 1, 0), column(1, 0, 0, 1)];
      const binary = run(new BinaryCrossentropy(none), yes, p);
      // Once more 1e-7 is added in the logarithm; beside 1 that is nothing, or one rounding of float32.
      const top = 1 - Math.fround(1 - 1e-7);
      assertClose(binary.value, [0, 0, -Math.log(2e-7), -Math.log(top + 1e-7)], few());
      assertClose(binary.gradients[0], [0, 0, 0, 0], 0);
      const focal = run(new BinaryFocalCrossentropy(none), yes, p);
      assertClose(focal.value, [0, 0, -Math.log(2e-7), -Math.log(top + 1e-7)], few());
    });
  });

  it('a distribution with zeros has a finite cross-entropy and divergence', () => {
    tidy(() => {
      const target = tensor([0, 1, 0.5, 0.5], [2, 2]);
      const p = tensor([1, 0, 0, 1], [2, 2]);
      assertClose(run(new CategoricalCrossentropy(none), target, p).value, [MOST, MOST / 2], few());
      // log(1/1e-7) · 1 + 1e-7 · log(1e-7/1), then ½ log(½/1e-7) + ½ log(½/1).
      const second = 0.5 * Math.log(0.5e7) + 0.5 * Math.log(0.5);
      assertClose(run(new KLDivergence(none), target, p).value, [MOST - 1e-7 * MOST, second], few());
      const zeros = run(new CategoricalCrossentropy(none), target, tensor([0, 0, 0, 0], [2, 2]));
      assertClose(zeros.value, [MOST, MOST], few());
      assertClose(zeros.gradients[0], [0, 0, 0, 0], 0);
    });
  });

  it('categorical cross-entropy divides probabilities by their sum', () => {
    tidy(() => {
      const loss = new CategoricalCrossentropy(none);
      assertClose(run(loss, tensor([[0, 1]]), tensor([[1, 3]])).value, [Math.log(4 / 3)], few());
    });
  });

  it('cross-entropy of labels is right for logits of 1e30 and for probabilities of 0 and 1', () => {
    tidy(() => {
      const labels = tensor([0, 1], [2], 'int32');
      const logits = tensor([1e30, -1e30, 1e30, -1e30], [2, 2]);
      const of = run(new SparseCategoricalCrossentropy({ fromLogits: true, ...none }), labels, logits);
      assertSameBits(of.value, [0, Math.fround(2e30)]);
      assertClose(of.gradients[0], [0, 0, 1, -1], 0);
      const p = run(new SparseCategoricalCrossentropy(none), labels, tensor([1, 0, 1, 0], [2, 2]));
      assertClose(p.value, [0, MOST], few());
    });
  });

  it('ignored labels count as nothing, also in the mean, whatever stands in their rows', () => {
    tidy(() => {
      const labels = tensor([1, -1, 0], [3], 'int32');
      const numbers = [0.25, 0.75, NaN, Infinity, 0.5, 0.5];
      for (const fromLogits of [false, true]) {
        const x = tensor(fromLogits ? numbers.map(Math.log) : numbers, [3, 2]);
        const wanted = [Math.log(4 / 3), 0, Math.log(2)];
        const options = { fromLogits, ignoreClass: -1 };
        assertClose(run(new SparseCategoricalCrossentropy({ ...options, ...none }), labels, x).value, wanted, few());
        const { value, gradients } = run(new SparseCategoricalCrossentropy(options), labels, x);
        assertClose(value, [(wanted[0] + wanted[2]) / 2], few());
        assertClose(gradients[0].dataSync().slice(2, 4), [0, 0], 0);
        const ignored = tensor([-1, -1, -1], [3], 'int32');
        assertSameBits(run(new SparseCategoricalCrossentropy(options), ignored, x).value, [0]);
      }
    });
  });

  it('Huber and LogCosh of errors of 1e30 grow in proportion, and LogCosh keeps the digits of small ones', () => {
    tidy(() => {
      const [target, x] = [column(0, 0, 0), column(1e30, -1e30, 0)];
      const large = Math.fround(1e30);
      const huber = run(new Huber({ delta: 2, ...none }), target, x);
      assertSameBits(huber.value, [2 * large, 2 * large, 0]);
      assertClose(huber.gradients[0], [2, -2, 0], 0);
      const logCosh = run(new LogCosh(none), target, x);
      assertSameBits(logCosh.value, [large, large, 0]);
      assertClose(logCosh.gradients[0], [1, -1, 0], 0);
      const small = run(new LogCosh(none), column(0), column(1e-3));
      // log cosh x = x²/2 − x⁴/12 …; a GPU's log(1 + x) forgets what is far below 1.
      assertClose(small.value, [5e-7 - 1e-12 / 12], toleranceFor(1e-12, 1e-7));
      assertClose(small.gradients[0], [Math.tanh(1e-3)], toleranceFor(1e-9, 1e-6));
    });
  });

  it('the cosine of vectors of 1e30 is that of their directions, and that of zeros is 0', () => {
    tidy(() => {
      const target = tensor([3, 4, 3, 4, 0, 0], [3, 2]);
      const x = tensor([4e30, 3e30, 0, 0, 1, 1], [3, 2]);
      const { value, gradients } = run(new CosineSimilarity(none), target, x);
      assertClose(value, [-24 / 25, 0, 0], toleranceFor(1e-6));
      // At zero the direction is 1e6 times the vector, TensorFlow's least norm.
      assertClose(gradients[0].dataSync().slice(2), [-0.6e6, -0.8e6, 0, 0], toleranceFor(1));
    });
  });
});
