import { tensor, tensor1d, tidy, zeros } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { F1Score, type F1ScoreOptions } from '../../src/metrics/F1Score.js';
import { MatthewsCorrelation } from '../../src/metrics/MatthewsCorrelation.js';
import { Precision } from '../../src/metrics/Precision.js';
import { Recall } from '../../src/metrics/Recall.js';
import { assertSplitsAgree, drawn, resultOf, type Examples, type Given } from './batches.js';

const truths = drawn(1, 50, (random) => Number(random.chance(0.4)));
const guesses = drawn(2, 50, (random) => random.uniform());
const weights = drawn(3, 50, (random) => random.integer(0, 4));

/** Sums of the weights where the truth and the guess are these. */
function count(truth: number, guess: number, threshold = 0.5): number {
  return truths.values.reduce((sum, one, i) => {
    const hit = one === truth && Number(guesses.values[i] > threshold) === guess;
    return sum + (hit ? weights.values[i] : 0);
  }, 0);
}

/** Four of five of this are right, once as yes: tp 1, fp 1, fn 0, tn 3. */
const one: Given = [{ values: [1, 0, 0, 0, 0] }, { values: [0.9, 0.8, 0.1, 0.2, 0.3] }];

describe('Precision, Recall, F1Score and MatthewsCorrelation', () => {
  const given: Given = [truths, guesses, weights];

  it('are their equations of weighted counts, over any batches', () => {
    for (const threshold of [0.3, 0.5]) {
      const [tp, fp] = [count(1, 1, threshold), count(0, 1, threshold)];
      const [fn, tn] = [count(1, 0, threshold), count(0, 0, threshold)];
      const near = (got: number, want: number): void => assert.approximately(got, want, 1e-14);
      near(resultOf(new Precision({ threshold }), given), tp / (tp + fp));
      near(resultOf(new Recall({ threshold }), given), tp / (tp + fn));
      near(resultOf(new F1Score({ threshold }), given), (2 * tp) / (2 * tp + fp + fn));
      const norm = Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
      near(resultOf(new MatthewsCorrelation({ threshold }), given), (tp * tn - fp * fn) / norm);
    }
    for (const metric of [new Precision(), new Recall(), new F1Score(), new MatthewsCorrelation()]) {
      assertSplitsAgree(metric, given);
    }
  });

  it('can be worked out by hand', () => {
    assert.equal(resultOf(new Precision(), one), 1 / 2);
    assert.equal(resultOf(new Recall(), one), 1);
    assert.equal(resultOf(new F1Score(), one), 2 / 3);
    // 3 / √(2 · 1 · 4 · 3)
    assert.approximately(resultOf(new MatthewsCorrelation(), one), 3 / Math.sqrt(24), 1e-15);
  });

  it('have the documented examples of scikit-learn and tf.keras', () => {
    // matthews_corrcoef([+1, +1, +1, -1], [+1, -1, +1, +1]) is −0.33.
    const wrong: Given = [{ values: [1, 1, 1, 0] }, { values: [1, 0, 1, 1] }];
    assert.approximately(resultOf(new MatthewsCorrelation(), wrong), -1 / 3, 1e-15);
    // Precision and Recall of [0, 1, 1, 1] and [1, 0, 1, 1] are 0.6667.
    const keras: Given = [{ values: [0, 1, 1, 1] }, { values: [1, 0, 1, 1] }];
    assert.equal(resultOf(new Precision(), keras), 2 / 3);
    assert.equal(resultOf(new Recall(), keras), 2 / 3);
    // With sample_weight=[0, 0, 1, 0] both are 1.
    const weighted: Given = [...keras, { values: [0, 0, 1, 0] }] as unknown as Given;
    assert.equal(resultOf(new Precision(), weighted), 1);
    assert.equal(resultOf(new Recall(), weighted), 1);
  });

  it('are 0 where there is nothing to divide by, and of no examples', () => {
    for (const metric of [new Precision(), new Recall(), new F1Score(), new MatthewsCorrelation()]) {
      assert.equal(metric.result(), 0);
      assert.equal(resultOf(metric, [{ values: [0, 0] }, { values: [0, 0] }]), 0);
      metric.reset();
      assert.equal(metric.result(), 0);
    }
  });

  it('have a threshold of 0.5, which must be a number', () => {
    for (const type of [Precision, Recall, MatthewsCorrelation]) {
      assert.deepEqual(new type().getConfig(), { threshold: 0.5 });
      const message = `${type.name}: threshold must be a finite number, got NaN`;
      assert.throws(() => new type({ threshold: NaN }), message);
    }
  });
});

describe('F1Score of classes', () => {
  const labels = [0, 1, 2, 0, 1, 2];
  const predicted = [0, 2, 1, 0, 0, 1];
  const oneHot = (some: number[]): Examples => ({
    values: some.flatMap((label) => [0, 1, 2].map((one) => Number(one === label))),
    perExample: 3,
  });
  const given: Given = [oneHot(labels), oneHot(predicted)];
  const make = (options: F1ScoreOptions): F1Score => new F1Score(options);

  it('has the documented example of scikit-learn: macro 0.26, micro 0.33, per class 0.8, 0, 0', () => {
    const macro = make({ average: 'macro' });
    assert.approximately(resultOf(macro, given), 0.8 / 3, 1e-15);
    assert.deepEqual(macro.resultPerClass(), [0.8, 0, 0]);
    assert.approximately(resultOf(make({ average: 'micro' }), given), 1 / 3, 1e-15);
  });

  it('has the documented example of tf.keras with a threshold', () => {
    // F1Score(threshold=0.5) of these is [0.5, 0.8, 0.6666667].
    const target: Examples = { values: [1, 1, 1, 1, 0, 0, 1, 1, 0], perExample: 3 };
    const scores: Examples = { values: [0.2, 0.6, 0.7, 0.2, 0.6, 0.6, 0.6, 0.8, 0], perExample: 3 };
    const metric = make({ average: 'macro', threshold: 0.5 });
    assert.approximately(resultOf(metric, [target, scores]), (0.5 + 0.8 + 2 / 3) / 3, 1e-15);
    assert.deepEqual(metric.resultPerClass(), [0.5, 0.8, 2 / 3]);
  });

  it('does not depend on the batches, and weighs whole examples', () => {
    const weighted: Given = [given[0], given[1], { values: [2, 1, 0, 3, 1, 1] }];
    for (const average of ['macro', 'micro'] as const) assertSplitsAgree(make({ average }), weighted);
    // Right by weight: 5 of 8.
    assert.approximately(resultOf(make({ average: 'micro' }), weighted), 5 / 8, 1e-15);
  });

  it('takes none for yes where a prediction is NaN', () => {
    const metric = make({ average: 'micro' });
    const scores: Examples = { values: [NaN, 1, 0, 1], perExample: 2 };
    // One right of one predicted and two that are yes.
    assert.equal(resultOf(metric, [{ values: [0, 1, 0, 1], perExample: 2 }, scores]), 2 / 3);
  });

  it('has no classes before the first batch, and forgets them on reset', () => {
    const metric = make({ average: 'macro' });
    assert.deepEqual(metric.resultPerClass(), []);
    resultOf(metric, given);
    metric.reset();
    assert.deepEqual(metric.resultPerClass(), []);
    assert.deepEqual(new F1Score().getConfig(), { average: 'binary', threshold: 0.5 });
    assert.deepEqual(metric.getConfig(), { average: 'macro', threshold: undefined });
  });

  it('refuses another number of classes, no classes, and other averages', () => {
    tidy(() => {
      const metric = make({ average: 'macro' });
      metric.update(zeros([1, 3]), zeros([1, 3]));
      assert.throws(
        () => metric.update(zeros([1, 2]), zeros([1, 2])),
        'F1Score: target must have 3 classes, as before, got 2',
      );
      assert.throws(
        () => metric.update(zeros([]), zeros([])),
        'F1Score: target must have at least one class, got shape []',
      );
      assert.throws(
        () => metric.update(tensor([[0, 2, 0]]), zeros([1, 3])),
        'F1Score: target must hold zeros and ones, got 2',
      );
      assert.throws(
        () => metric.update(zeros([1, 3]), zeros([1, 3]), tensor1d([1, 2])),
        'F1Score: sampleWeight must have the first sizes of [1], or 1, got [2]',
      );
    });
    assert.throws(
      () => new F1Score({ average: 'weighted' as never }),
      "F1Score: average must be one of binary, macro, micro, got 'weighted'",
    );
    assert.throws(() => new F1Score({ threshold: NaN }), 'F1Score: threshold must be a finite number, got NaN');
  });
});
