import { tidy, zeros } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { MeanSquaredError } from '../../src/losses/meanSquaredError.js';

describe('checkPair', () => {
  it('refuses shapes that differ, also where they would broadcast, and rows of nothing', () => {
    tidy(() => {
      const call = (target: number[], prediction: number[]): unknown =>
        new MeanSquaredError().call(zeros(target), zeros(prediction));
      const where = 'MeanSquaredError:';
      assert.throws(() => call([4], [4, 1]), `${where} prediction must have shape [4], got [4, 1]`);
      assert.throws(() => call([2, 1], [2, 3]), `${where} prediction must have shape [2, 1], got [2, 3]`);
      assert.throws(() => call([], []), `${where} target must have a value along its last axis, got shape []`);
      assert.throws(
        () => call([2, 0], [2, 0]),
        `${where} target must have a value along its last axis, got shape [2, 0]`,
      );
      assert.throws(
        () => new MeanSquaredError().call(zeros([2], 'int32'), zeros([2])),
        `${where} target must be a float32 tensor, got an int32 tensor`,
      );
    });
  });
});
