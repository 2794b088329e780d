import { assert } from 'chai';
import { stock } from './stock.js';

describe("TensorFlow.js's gradients of comparisons", () => {
  for (const name of ['equal', 'notEqual', 'greater', 'less', 'lessEqual']) {
    it(`there is none for ${name}`, () => {
      assert.throws(
        () => stock(`tf.grad((x) => tf.mul(x, tf.cast(tf.${name}(x, 2), 'float32')))(tf.tensor([1, 2, 3]))`),
        `gradient function not found for ${name[0].toUpperCase()}${name.slice(1)}`,
      );
    });
  }

  it('that of greaterEqual by whole numbers has a type that is then refused', () => {
    const script = `tf.grad((x) => tf.mul(x, tf.cast(tf.greaterEqual(tf.cast(x, 'int32'), tf.scalar(2, 'int32')), 'float32')))`;
    assert.throws(() => stock(`${script}(tf.tensor([1, 2]))`), /must have 'float32' dtype, but has 'int32'/);
  });

  for (const kernel of ['LogicalAnd', 'LogicalOr', 'LogicalNot', 'Any', 'All']) {
    it(`there is none for ${kernel}`, () => {
      const name = kernel[0].toLowerCase() + kernel.slice(1);
      const args = kernel.length === 3 ? 'm, 0' : 'm, m';
      const masked = `((m) => tf.cast(tf.${name}(${args}), 'float32'))(tf.greaterEqual(x, 2))`;
      assert.throws(
        () => stock(`tf.grad((x) => tf.mul(x, ${masked}))(tf.tensor([1, 2, 3]))`),
        `gradient function not found for ${kernel}`,
      );
    });
  }

  it('second derivatives of max and min need one that is missing', () => {
    for (const name of ['max', 'min']) {
      const second = `tf.grad(tf.grad((x) => tf.mul(tf.sum(x), tf.square(tf.${name}(x)))))`;
      assert.throws(() => stock(`${second}(tf.tensor([1, 2]))`), 'gradient function not found for Equal');
    }
  });
});
