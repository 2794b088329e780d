import { assert } from 'chai';
import { stock } from './stock.js';

it('TensorFlow.js fails at a gradient that is taken in the middle of a backward pass', () => {
  const bare = `tf.customGrad((x, save) => {
    save([x]);
    return { value: tf.square(x), gradFunc: (dy, [saved]) => tf.grad(tf.square)(saved, dy) };
  })`;
  assert.throws(() => stock(`tf.grad((x) => tf.square((${bare})(x)))(tf.scalar(2))`), /properties of null/);
});
