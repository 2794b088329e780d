import { assert } from 'chai';
import { stock } from './stock.js';

describe("TensorFlow.js's gradient of cumsum", () => {
  it('is silently transposed along the first axis of a square: right is [4, 6, 3, 4]', () => {
    const weighted = 'tf.mul(tf.cumsum(x, 0), tf.tensor([[1, 2], [3, 4]]))';
    assert.deepEqual(stock(`tf.grad((x) => ${weighted})(tf.ones([2, 2]))`), [4, 3, 6, 4]);
  });

  it('is refused along the first axis of any other matrix', () => {
    assert.throws(
      () => stock('tf.grad((x) => tf.cumsum(x, 0))(tf.ones([3, 4]))'),
      /The gradient of input 'x' has shape '4,3', which does not match the shape of the input '3,4'/,
    );
  });
});
