import { sub, tensor, tensor1d, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { Loss, type Reduction } from '../../src/losses/Loss.js';
import { MeanAbsoluteError } from '../../src/losses/MeanAbsoluteError.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';

/** Losses 1, 2, 3 and 6. */
const target = (): Tensor => zeros([2, 2, 1]);
const prediction = (): Tensor => tensor([1, -2, 3, 6], [2, 2, 1]);

function lossOf(reduction: Reduction, sampleWeight?: Tensor): Tensor {
  return new MeanAbsoluteError({ reduction }).call(target(), prediction(), sampleWeight);
}

describe('Loss', () => {
  it('gives the mean, the sum, or all losses', () => {
    tidy(() => {
      assertSameBits(lossOf('meanOverBatch'), [3]);
      assertSameBits(lossOf('sum'), [12]);
      const each = lossOf('none');
      assert.deepEqual(each.shape, [2, 2]);
      assertSameBits(each, [1, 2, 3, 6]);
    });
  });

  it('weighs examples by the first axes, and divides a mean by the number of losses, as Keras does', () => {
    tidy(() => {
      const perExample = tensor1d([2, 0.5]);
      assertSameBits(lossOf('none', perExample), [2, 4, 1.5, 3]);
      assertSameBits(lossOf('sum', perExample), [10.5]);
      assertSameBits(lossOf('meanOverBatch', perExample), [10.5 / 4]);
      assertSameBits(lossOf('none', tensor([2, 0.5], [1, 2])), [2, 1, 6, 3]);
      assertSameBits(lossOf('none', tensor([1, 0, 0, 2], [2, 2, 1])), [1, 0, 0, 12]);
      assertSameBits(lossOf('none', tensor(3)), [3, 6, 9, 18]);
    });
  });

  it('has gradients by the prediction and by the weights', () => {
    tidy(() => {
      const [x, weights] = [prediction(), tensor1d([2, 0.5])];
      const loss = new MeanAbsoluteError();
      const { gradients } = gradientsByTensors(() => loss.call(target(), x, weights), [x, weights]);
      assertClose(gradients[0], [0.5, -0.5, 0.125, 0.125], 0);
      assertClose(gradients[1], [0.75, 2.25], 0);
    });
  });

  it('is 0 of no examples', () => {
    tidy(() => {
      const [none, mean] = [zeros([0, 3]), new MeanAbsoluteError()];
      assertSameBits(mean.call(none, none), [0]);
      assert.deepEqual(new MeanAbsoluteError({ reduction: 'none' }).call(none, none).shape, [0]);
    });
  });

  it('is a base for losses of one’s own', () => {
    class Difference extends Loss {
      constructor() {
        super('Difference', 'sum');
      }
      override getConfig(): Record<string, unknown> {
        return {};
      }
      protected override lossesOf(expected: Tensor, given: Tensor): Tensor {
        return sub(given, expected);
      }
    }
    tidy(() => assertSameBits(new Difference().call(tensor1d([1, 2]), tensor1d([5, 5]), tensor1d([1, 2])), [10]));
  });

  it('refuses weights that do not fit, and other reductions', () => {
    tidy(() => {
      assert.throws(
        () => lossOf('sum', tensor1d([1, 2, 3])),
        'MeanAbsoluteError: sampleWeight must have the first sizes of [2, 2], or 1, got [3]',
      );
      assert.throws(
        () => lossOf('sum', tensor1d([1, 2], 'int32')),
        'MeanAbsoluteError: sampleWeight must be a float32 tensor, got an int32 tensor',
      );
      assert.throws(
        () => new MeanAbsoluteError({ reduction: 'mean' as never }),
        "MeanAbsoluteError: reduction must be one of meanOverBatch, sum, none, got 'mean'",
      );
    });
  });
});
