import { tensor, tensor1d, tidy, zeros } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Perplexity } from '../../src/metrics/Perplexity.js';
import { crossEntropy } from '../float64/crossEntropy.js';
import { array } from '../float64/array.js';
import { numbers } from '../float64/scalar.js';
import { assertSplitsAgree, drawn, resultOf } from './batches.js';

describe('Perplexity', () => {
  const labels = drawn(1, 30, (random) => random.integer(0, 4), { dtype: 'int32' });
  const logits = drawn(2, 30, (random) => 3 * random.normal(), { perExample: 5 });

  it('is the exponential of the mean cross-entropy of the tokens that count', () => {
    for (const ignoreClass of [undefined, 2]) {
      const { values } = crossEntropy(
        numbers,
        array([30, 5], Array.from(logits.values, Math.fround)),
        array([30], labels.values),
        { ignoredClass: ignoreClass },
      );
      const count = labels.values.filter((label) => label !== ignoreClass).length;
      const want = Math.exp(values.reduce((sum, one) => sum + one, 0) / count);
      assert.approximately(resultOf(new Perplexity({ ignoreClass }), [labels, logits]), want, 1e-12 * want);
    }
    assertSplitsAgree(new Perplexity({ ignoreClass: 2 }), [labels, logits]);
  });

  it('is the number of classes where all are alike, and 1 where the right one is certain', () => {
    tidy(() => {
      const metric = new Perplexity();
      metric.update(tensor([0, 3], [1, 2], 'int32'), zeros([1, 2, 8]));
      assert.approximately(metric.result(), 8, 1e-14);
      metric.reset();
      metric.update(tensor1d([0], 'int32'), tensor([[1e30, -1e30]]));
      assert.equal(metric.result(), 1);
    });
  });

  it('is that of the weighted mean, and does not read what is ignored', () => {
    tidy(() => {
      const metric = new Perplexity({ ignoreClass: -100 });
      const rows = tensor([0, 0, NaN, NaN, 0, Math.log(3)], [3, 2]);
      metric.update(tensor1d([0, -100, 1], 'int32'), rows, tensor1d([1, 5, 3]));
      // (log 2 + 3 log(4/3)) / 4
      assert.approximately(metric.result(), (2 * (4 / 3) ** 3) ** 0.25, 1e-6);
    });
  });

  it('is NaN of nothing and of logits that are, and refuses a class that is not whole', () => {
    tidy(() => {
      const metric = new Perplexity({ ignoreClass: 0 });
      assert.isNaN(metric.result());
      metric.update(tensor1d([0], 'int32'), zeros([1, 2]));
      assert.isNaN(metric.result());
      metric.update(tensor1d([1], 'int32'), tensor([[NaN, 0]]));
      assert.isNaN(metric.result());
    });
    assert.throws(
      () => new Perplexity({ ignoreClass: 0.5 }),
      'Perplexity: ignoreClass must be a whole number, got 0.5',
    );
  });
});
