import { assert } from 'chai';
import { stock } from './stock.js';

for (const name of ['maximum', 'minimum', 'squaredDifference']) {
  it(`TensorFlow.js refuses the gradient of ${name} when a side is broadcast`, () => {
    assert.throws(
      () => stock(`tf.grads((a, b) => tf.${name}(a, b))([tf.ones([3, 4]), tf.ones([4])])[1]`),
      /The gradient of input 'b' has shape '3,4', which does not match the shape of the input '4'/,
    );
  });
}
