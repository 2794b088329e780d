import { assert } from 'chai';
import { stock } from './stock.js';

describe("TensorFlow.js's gradient of abs", () => {
  it('is -1 at 0', () => {
    assert.deepEqual(stock(`tf.grad((x) => tf.abs(x))(tf.tensor([-2, 0, 3]))`), [-1, -1, 1]);
  });
});
