import { tensor, tensor1d, tidy, zeros } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { BinaryAccuracy } from '../../src/metrics/BinaryAccuracy.js';
import { CategoricalAccuracy } from '../../src/metrics/CategoricalAccuracy.js';
import { SparseCategoricalAccuracy } from '../../src/metrics/SparseCategoricalAccuracy.js';
import { TopKAccuracy } from '../../src/metrics/TopKAccuracy.js';
import { assertSplitsAgree, drawn, resultOf, type Examples, type Given } from './batches.js';

const int = { dtype: 'int32' } as const;
const labels: Examples = drawn(1, 40, (random) => random.integer(0, 3), int);
const scores: Examples = drawn(2, 40, (random) => random.normal(), { perExample: 4 });
const weights: Examples = drawn(3, 40, (random) => random.integer(0, 3));

/** The place of each example's label among its scores in descending order, 0 the largest. */
function placesOfLabels(): number[] {
  return labels.values.map((label, i) => {
    const order = [0, 1, 2, 3].sort((a, b) => scores.values[4 * i + b] - scores.values[4 * i + a]);
    return order.indexOf(label);
  });
}

function weightedShare(isRight: boolean[]): number {
  const right = isRight.reduce((sum, one, i) => sum + (one ? weights.values[i] : 0), 0);
  return right / weights.values.reduce((sum, one) => sum + one, 0);
}

describe('SparseCategoricalAccuracy', () => {
  it('is the share of labels with the largest score, by weight, over any batches', () => {
    const given: Given = [labels, scores, weights];
    const want = weightedShare(placesOfLabels().map((place) => place === 0));
    assert.approximately(resultOf(new SparseCategoricalAccuracy(), given), want, 1e-15);
    assertSplitsAgree(new SparseCategoricalAccuracy(), given);
  });

  it('takes the first of equal scores, and a NaN for a mistake', () => {
    tidy(() => {
      const metric = new SparseCategoricalAccuracy();
      const rows = tensor([1, 1, 0, 2, 2, 2, NaN, 0, 5], [3, 3]);
      metric.update(tensor1d([0, 1, 2], 'int32'), rows);
      assert.equal(metric.result(), 1 / 3);
    });
  });

  it('weighs positions of sequences, so that padding does not count', () => {
    tidy(() => {
      const metric = new SparseCategoricalAccuracy();
      const rows = tensor([3, 1, 1, 3, 3, 1, 1, 3], [2, 2, 2]);
      metric.update(tensor([0, 1, 1, 1], [2, 2], 'int32'), rows, tensor([1, 1, 1, 0], [2, 2]));
      assert.equal(metric.result(), 2 / 3);
    });
  });
});

describe('TopKAccuracy', () => {
  it('is the share of labels among the k largest scores', () => {
    for (const k of [1, 2, 3, 4, 9]) {
      const want = weightedShare(placesOfLabels().map((place) => place < k));
      assert.approximately(resultOf(new TopKAccuracy({ k }), [labels, scores, weights]), want, 1e-15);
    }
    assertSplitsAgree(new TopKAccuracy({ k: 2 }), [labels, scores, weights]);
  });

  it('counts scores that are equal to the label’s for it, as TensorFlow does, and NaN against it', () => {
    tidy(() => {
      const metric = new TopKAccuracy({ k: 1 });
      metric.update(tensor1d([1, 0], 'int32'), tensor([5, 5, 9, NaN], [2, 2]));
      assert.equal(metric.result(), 1 / 2);
    });
  });

  it('has the default of tf.keras, and refuses other k', () => {
    assert.deepEqual(new TopKAccuracy().getConfig(), { k: 5 });
    assert.throws(() => new TopKAccuracy({ k: 0 }), 'TopKAccuracy: k must be a whole number, above 0, got 0');
  });
});

describe('CategoricalAccuracy', () => {
  it('is that of the labels with the largest target', () => {
    const target: Examples = {
      values: labels.values.flatMap((label) => [0, 1, 2, 3].map((one) => (one === label ? 0.7 : 0.1))),
      perExample: 4,
    };
    const want = resultOf(new SparseCategoricalAccuracy(), [labels, scores, weights]);
    assert.strictEqual(resultOf(new CategoricalAccuracy(), [target, scores, weights]), want);
    assertSplitsAgree(new CategoricalAccuracy(), [target, scores, weights]);
  });

  it('refuses rows without a class', () => {
    tidy(() => {
      const must = 'CategoricalAccuracy: target must have at least one class, got shape';
      assert.throws(() => new CategoricalAccuracy().update(zeros([2, 0]), zeros([2, 0])), `${must} [2, 0]`);
      assert.throws(() => new CategoricalAccuracy().update(zeros([]), zeros([])), `${must} []`);
    });
  });
});

describe('BinaryAccuracy', () => {
  const truths = drawn(4, 40, (random) => Number(random.chance(0.5)));
  const guesses = drawn(5, 40, (random) => random.uniform());

  it('is the share of numbers on the right side of the threshold', () => {
    for (const threshold of [0.25, 0.5]) {
      const want = weightedShare(truths.values.map((truth, i) => (guesses.values[i] > threshold ? 1 : 0) === truth));
      assert.approximately(resultOf(new BinaryAccuracy({ threshold }), [truths, guesses, weights]), want, 1e-15);
    }
    assertSplitsAgree(new BinaryAccuracy(), [truths, guesses, weights]);
  });

  it('has the documented example of tf.keras, and its default', () => {
    tidy(() => {
      const metric = new BinaryAccuracy();
      assert.deepEqual(metric.getConfig(), { threshold: 0.5 });
      metric.update(tensor([1, 1, 0, 0], [4, 1]), tensor([0.98, 1, 0, 0.6], [4, 1]));
      assert.equal(metric.result(), 0.75);
      metric.reset();
      metric.update(tensor([1, 1, 0, 0], [4, 1]), tensor([0.98, 1, 0, 0.6], [4, 1]), tensor1d([1, 0, 0, 1]));
      assert.equal(metric.result(), 0.5);
    });
  });

  it('counts what is at the threshold as no, and refuses targets between yes and no', () => {
    tidy(() => {
      const metric = new BinaryAccuracy();
      metric.update(tensor1d([0, 1]), tensor1d([0.5, 0.5]));
      assert.equal(metric.result(), 0.5);
      assert.throws(
        () => metric.update(tensor1d([0.5]), tensor1d([0.5])),
        'BinaryAccuracy: target must hold zeros and ones, got 0.5',
      );
      assert.equal(metric.result(), 0.5);
    });
  });
});

describe('accuracies', () => {
  it('are NaN of nothing, also after a reset', () => {
    for (const metric of [new SparseCategoricalAccuracy(), new TopKAccuracy()]) {
      assert.isNaN(metric.result());
      resultOf(metric, [labels, scores]);
      metric.reset();
      assert.isNaN(metric.result());
    }
  });

  it('refuse labels that are no class, and then have added nothing', () => {
    tidy(() => {
      const metric = new SparseCategoricalAccuracy();
      metric.update(tensor1d([0], 'int32'), tensor([[1, 0]]));
      const where = 'SparseCategoricalAccuracy:';
      assert.throws(
        () => metric.update(tensor1d([0, 2], 'int32'), zeros([2, 2])),
        `${where} target must be in [0, 2), got 2`,
      );
      assert.throws(
        () => metric.update(tensor1d([1, 1], 'int32'), tensor([1, 0, 1, 0], [2, 2]), tensor1d([1, -1])),
        `${where} sampleWeight must hold finite numbers of at least 0, got -1`,
      );
      assert.throws(
        () => metric.update(tensor1d([0], 'int32'), zeros([1, 0])),
        `${where} prediction must have at least one class, got shape [1, 0]`,
      );
      assert.equal(metric.result(), 1);
    });
  });
});
