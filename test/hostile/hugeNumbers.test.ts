import { mul, scalar, sum, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import {
  Adam,
  crossEntropy,
  geluTanh,
  gradientsByTensors,
  layerNorm,
  maskedSoftmax,
  MaxNorm,
  SGD,
  softmax,
  talkingHeadsAttention,
  trainStep,
  UnitNorm,
} from '../../src/index.js';
import { assertClose, assertSameBits, largest } from '../helpers/assertClose.js';
import { ListModule } from '../helpers/ListModule.js';
import { assertRejects } from './assertRefuses.js';

const HUGE = [1e30, -1e30, 3e29, 1e6, -1, 0];

describe('hostile/hugeNumbers', () => {
  it('softmax of logits of 1e30 gives all to the largest, and shares between equals', () => {
    tidy(() => {
      for (const [logits, want] of [
        [HUGE, [1, 0, 0, 0, 0, 0]],
        [
          [1e30, 1e30, -1e30],
          [0.5, 0.5, 0],
        ],
        [
          [-1e30, -1e30],
          [0.5, 0.5],
        ],
      ]) {
        const x = tensor(logits);
        const shown = tensor(
          logits.map(() => 1),
          [logits.length],
          'bool',
        );
        for (const op of [() => softmax(x), () => maskedSoftmax(x, shown)]) {
          const { value, gradients } = gradientsByTensors(op, [x], tensor(logits.map((_, i) => i + 1)));
          assertSameBits(value, want);
          // w · (c − Σ c · w), for cotangents c = 1, 2, 3…
          const mean = want.reduce((total, weight, i) => total + weight * (i + 1), 0);
          assertClose(
            gradients[0],
            want.map((weight, i) => weight * (i + 1 - mean)),
            1e-6,
          );
        }
      }
    });
  });

  it('crossEntropy of logits of 1e30 is the difference of logits, and its gradient softmax − target', () => {
    tidy(() => {
      const x = tensor([HUGE, HUGE, [1e30, 1e30, 1e30, 1e30, 1e30, 1e30]]);
      const labels = tensor([0, 1, 2], [3], 'int32');
      const { value, gradients } = gradientsByTensors(() => crossEntropy(x, labels, { reduction: 'none' }), [x]);
      assertClose(value.dataSync().slice(0, 2), [0, 2e30], 1e24);
      assertClose(value.dataSync().slice(2), [Math.log(6)], 1e-6);
      const sixth = 1 / 6;
      assertClose(
        gradients[0],
        [0, 0, 0, 0, 0, 0, 1, -1, 0, 0, 0, 0, sixth, sixth, sixth - 1, sixth, sixth, sixth],
        1e-6,
      );
    });
  });

  it('crossEntropy loses no digits of logits that are all shifted', () => {
    tidy(() => {
      const logits = [1, -1, 0.5];
      const target = tensor([0.2, 0.3, 0.5]);
      // 2¹⁶ and its sum with each logit are float32 numbers: the same problem, bit for bit.
      const [near, far] = [0, 2 ** 16].map((shift) => tensor(logits.map((one) => one + shift)));
      for (const labelSmoothing of [0, 0.25]) {
        assertSameBits(crossEntropy(far, target, { labelSmoothing }), crossEntropy(near, target, { labelSmoothing }));
      }
    });
  });

  it('layerNorm is that of the same values in another unit, and so is its gradient', () => {
    tidy(() => {
      const values = [1, 2, -3, 5, -4];
      const cotangent = tensor([1, -2, 3, 0, 1]);
      const run = (factor: number): Tensor[] => {
        const x = tensor(values.map((value) => value * factor));
        const { value, gradients } = gradientsByTensors(() => layerNorm(x, { epsilon: 0 }), [x], cotangent);
        return [value, gradients[0]];
      };
      const [value, gradient] = run(1);
      for (const power of [70, 90, 99]) {
        const [huge, slope] = run(2 ** power);
        assertClose(huge, value, 1e-6);
        const scaled = Array.from(slope.dataSync(), (one) => one * 2 ** power);
        assertClose(scaled, gradient, 1e-5 * largest(gradient));
      }
    });
  });

  it('layerNorm of values that differ by little beside their size is that of the differences', () => {
    tidy(() => {
      const differences = [1, 2, -3, 5, -4, 0.5];
      const [near, far] = [0, 2 ** 20].map((shift) => tensor(differences.map((one) => one + shift)));
      assertClose(layerNorm(far), layerNorm(near), 1e-6);
      assertSameBits(layerNorm(tensor([1e30, 1e30, 1e30])), [0, 0, 0]);
    });
  });

  it('geluTanh is x or 0, and its slope 1 or 0, to the second derivative', () => {
    tidy(() => {
      const x = tensor([1e30, -1e30, 1e13, -1e13, 200, -200]);
      const { value, gradients } = gradientsByTensors(() => geluTanh(x), [x]);
      assertSameBits(Array.from(value.dataSync(), Math.abs), [1e30, 0, 1e13, 0, 200, 0].map(Math.fround));
      assertSameBits(Array.from(gradients[0].dataSync(), Math.abs), [1, 0, 1, 0, 1, 0]);
      const slope = (): Tensor => sum(gradientsByTensors(() => geluTanh(x), [x]).gradients[0]);
      assertClose(gradientsByTensors(slope, [x]).gradients[0], [0, 0, 0, 0, 0, 0], 0);
    });
  });

  for (const implementation of ['reference', 'recompute'] as const) {
    for (const masking of ['robust', 'additive'] as const) {
      it(`attention with logits of 1e30 takes the largest: ${implementation}, ${masking}`, () => {
        tidy(() => {
          const query = tensor([1e15, -1e15], [1, 2, 1, 1]);
          const key = tensor([1e15, 2, -1e15], [1, 3, 1, 1]);
          const value = tensor([10, 20, 30], [1, 3, 1, 1]);
          const one = tensor([[1]]);
          // The third key is hidden from the first query, for which it would not count anyway.
          const mask = tensor([1, 1, 0, 1, 1, 1], [2, 3], 'bool');
          const options = { implementation, masking, mask, scale: 1 };
          const inputs = [query, key, value];
          const { value: output, gradients } = gradientsByTensors(
            () => talkingHeadsAttention(query, key, value, one, one, options),
            inputs,
            tensor([1, 2], [1, 2, 1, 1]),
          );
          assertSameBits(output, [10, 30]);
          assertSameBits(Array.from(gradients[0].dataSync(), Math.abs), [0, 0]);
          assertSameBits(Array.from(gradients[1].dataSync(), Math.abs), [0, 0, 0]);
          assertSameBits(gradients[2], [1, 0, 2]);
        });
      });
    }

    it(`attention whose logits overflow says so by what is not a number: ${implementation}`, () => {
      tidy(() => {
        const [query, key, value] = [[-1e30], [1e30, 1], [5, 6]].map((x) => tensor(x, [1, x.length, 1, 1]));
        const one = tensor([[1]]);
        const mask = tensor([[1, 0]], [1, 2], 'bool');
        const output = talkingHeadsAttention(query, key, value, one, one, { implementation, mask });
        assertSameBits(output, [NaN]);
      });
    });
  }

  it('norms of huge vectors are limited to the length asked for', () => {
    tidy(() => {
      const x = tensor([3e25, 4e25, 0, 0, 1e-3, 0], [3, 2]);
      assertClose(new UnitNorm({ axis: 1 }).apply(x), [0.6, 0.8, 0, 0, 0.9999, 0], 1e-6);
      assertClose(new MaxNorm({ maxValue: 5, axis: 1 }).apply(x), [3, 4, 0, 0, 1e-3, 0], 1e-6);
    });
  });

  it('clipping scales gradients of any size to the norm asked for', () => {
    const module = new ListModule([tensor([0, 0]), scalar(0)]);
    const optimizer = new SGD({ learningRate: 1, globalClipNorm: 13 });
    const gradients = new Map([
      ['list.0', tensor([3e25, 4e25])],
      ['list.1', scalar(-12e25)],
    ]);
    optimizer.apply(module, gradients);
    assertClose(module.list[0].value, [-3, -4], 1e-5);
    assertClose(module.list[1].value, [12], 1e-5);
    for (const one of [module, optimizer, ...gradients.values()]) one.dispose();
  });

  it('a step whose gradients have no finite norm is refused: squares of them would be infinite in the state', async () => {
    const module = new ListModule([tensor([1e10, 2])]);
    const optimizer = new Adam();
    await assertRejects(
      () => trainStep(module, optimizer, () => sum(mul(module.list[0].value, 1e20))),
      'trainStep: norm of the gradients must be finite, got Infinity',
    );
    assert.equal(optimizer.step, 0);
    assertSameBits(module.list[0].value, [1e10, 2]);
    module.dispose();
  });
});
