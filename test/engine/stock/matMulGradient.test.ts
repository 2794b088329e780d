import { assert } from 'chai';
import { stock } from './stock.js';

it('TensorFlow.js refuses the gradient of matMul when a batch axis is broadcast', () => {
  assert.throws(
    () => stock('tf.grads((a, b) => tf.matMul(a, b))([tf.ones([2, 3, 5, 7]), tf.ones([7, 6])])[1]'),
    /The gradient of input 'b' has shape '2,3,7,6', which does not match the shape of the input '7,6'/,
  );
});
