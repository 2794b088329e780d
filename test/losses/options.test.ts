import { tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { getLoss } from '../../src/losses/index.js';
import { CosineSimilarity } from '../../src/losses/CosineSimilarity.js';
import { SparseCategoricalCrossentropy } from '../../src/losses/SparseCategoricalCrossentropy.js';

describe('options of losses', () => {
  for (const [className, option, value, says] of [
    ['SparseCategoricalCrossentropy', 'fromLogits', 1, 'must be true or false, got 1'],
    ['SparseCategoricalCrossentropy', 'ignoreClass', 0.5, 'must be a whole number, got 0.5'],
    ['CategoricalCrossentropy', 'fromLogits', 'no', "must be true or false, got 'no'"],
    ['CategoricalCrossentropy', 'labelSmoothing', 2, 'must be a finite number, at least 0, at most 1, got 2'],
    ['BinaryCrossentropy', 'fromLogits', 'no', "must be true or false, got 'no'"],
    ['BinaryCrossentropy', 'labelSmoothing', -1, 'must be a finite number, at least 0, at most 1, got -1'],
    ['BinaryFocalCrossentropy', 'gamma', -1, 'must be a finite number, at least 0, got -1'],
    ['BinaryFocalCrossentropy', 'alpha', 2, 'must be a finite number, at least 0, at most 1, got 2'],
    ['BinaryFocalCrossentropy', 'applyClassBalancing', 1, 'must be true or false, got 1'],
    ['Huber', 'delta', 0, 'must be a finite number, above 0, got 0'],
    ['CosineSimilarity', 'axis', 0.5, 'must be a whole number, got 0.5'],
  ] as const) {
    it(`${className}: ${option} ${says}`, () => {
      assert.throws(() => getLoss({ className, config: { [option]: value } }), `${className}: ${option} ${says}`);
    });
  }

  it('labels must be classes, and predictions have some', () => {
    tidy(() => {
      const loss = new SparseCategoricalCrossentropy({ ignoreClass: -1 });
      const labels = tensor([0, 3], [2], 'int32');
      const where = 'SparseCategoricalCrossentropy:';
      assert.throws(() => loss.call(labels, zeros([2, 3])), `${where} target must be in [0, 3), got 3`);
      assert.throws(
        () => loss.call(labels, zeros([2, 0])),
        `${where} prediction must have at least one class, got shape [2, 0]`,
      );
      assert.throws(() => loss.call(labels, zeros([3])), `${where} prediction must have shape [2, any], got [3]`);
      assert.throws(
        () => loss.call(zeros([2]), zeros([2, 3])),
        `${where} target must be an int32 tensor, got a float32 tensor`,
      );
    });
  });

  it('an axis of vectors must exist', () => {
    tidy(() => {
      const loss = new CosineSimilarity({ axis: 2 });
      const message = 'CosineSimilarity: axis must be a whole number in [-2, 2), got 2';
      assert.throws(() => loss.call(zeros([2, 2]), zeros([2, 2])), message);
    });
  });
});
