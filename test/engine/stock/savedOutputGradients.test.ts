import { assert } from 'chai';
import { assertClose } from '../../helpers/assertClose.js';
import { stock } from './stock.js';

describe("TensorFlow.js's second derivatives through saved outputs", () => {
  const at1 = (f: string): number => (stock(`tf.grad(tf.grad((x) => ${f}))(tf.scalar(1))`) as number[])[0];

  it('lack a part for x·eˣ and x·tanh x, or throw', () => {
    // 2f′ is there, x·f″ is not.
    assertClose([at1('tf.mul(x, tf.exp(x))')], [2 * Math.E], 1e-5);
    assertClose([at1('tf.mul(x, tf.tanh(x))')], [2 * (1 - Math.tanh(1) ** 2)], 1e-5);
    assert.throws(() => at1('tf.exp(x)'), /Cannot compute gradient of y=f\(x\)/);
  });

  it('are as wrong for sigmoid, for softmax and for a power by its exponent', () => {
    const s = 1 / (1 + Math.exp(-1));
    const right = s * (1 - s) * (3 - 2 * s);
    assert.isAbove(Math.abs(at1('tf.mul(x, tf.sigmoid(x))') - right), 0.01);
    assert.isAbove(Math.abs(at1('tf.mul(x, tf.slice(tf.softmax(tf.stack([x, tf.scalar(0)])), 0, 1))') - right), 0.01);
    const power = 4 * Math.log(2) + 2 * Math.log(2) ** 2;
    assert.isAbove(Math.abs(at1('tf.mul(x, tf.pow(2, x))') - power), 0.01);
  });
});
