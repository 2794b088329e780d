import { relu, tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { getActivation, type Activation } from '../../src/layers/activations.js';
import { elu } from '../../src/ops/elu.js';
import { mish } from '../../src/ops/mish.js';
import { silu } from '../../src/ops/silu.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { assertGolden, fromGolden, goldenTraining } from '../helpers/goldenTraining.js';
import { isGpu } from '../helpers/isGpu.js';
import { ramp } from './attentionCalls.js';

describe('getActivation', () => {
  it('is the identity for none', () => {
    tidy(() => {
      const x = ramp([5]);
      assert.strictEqual(getActivation(undefined)(x), x);
      assert.strictEqual(getActivation('linear')(x), x);
      assertSameBits(getActivation('relu')(x), relu(x));
    });
  });

  for (const { activation, x, y, gradient } of goldenTraining.activations) {
    it(`${activation} has the values and slopes of TensorFlow`, () => {
      tidy(() => {
        const input = fromGolden(x);
        const got = gradientsByTensors(() => getActivation(activation as Activation)(input), [input]);
        assertGolden(got.value, y.values, 'value');
        assertGolden(got.gradients[0], gradient.values, 'gradient');
      });
    });
  }

  it('knows ten of TensorFlow, and Keras’s names', () => {
    assert.lengthOf(goldenTraining.activations, 10);
    assert.strictEqual(getActivation('swish'), silu);
    assert.strictEqual(getActivation('silu'), silu);
    assert.strictEqual(getActivation('elu'), elu);
    assert.strictEqual(getActivation('mish'), mish);
    assert.strictEqual(getActivation('leaky_relu'), getActivation('leakyRelu'));
  });

  for (const [name, values, slopes] of [
    // Of 1e30, −1e30, ∞, −∞ and NaN.
    ['relu', [1e30, 0, Infinity, 0, NaN], [1, 0, 1, 0, NaN]],
    ['silu', [1e30, 0, Infinity, 0, NaN], [1, 0, 1, 0, NaN]],
    ['softplus', [1e30, 0, Infinity, 0, NaN], [1, 0, 1, 0, NaN]],
    ['elu', [1e30, -1, Infinity, -1, NaN], [1, 0, 1, 0, NaN]],
    ['mish', [1e30, 0, Infinity, 0, NaN], [1, 0, 1, 0, NaN]],
    ['leakyRelu', [1e30, Math.fround(-2e29), Infinity, -Infinity, NaN], [1, 0.2, 1, 0.2, NaN]],
  ] as [Activation, number[], number[]][]) {
    it(`${name as string} is right for the largest numbers, and NaN of NaN alone`, () => {
      tidy(() => {
        // On webgl TensorFlow.js's leakyRelu gives NaN of ∞, and its softplus ∞ of NaN.
        const onGpu: Partial<Record<string, number>> = { leakyRelu: 2, softplus: 4 };
        const count = (isGpu() ? onGpu[name as string] : undefined) ?? 5;
        const x = tensor([1e30, -1e30, Infinity, -Infinity, NaN].slice(0, count));
        const { value, gradients } = gradientsByTensors(() => getActivation(name)(x), [x]);
        // 0.2 and 1e30 are rounded to float32, and their product once more.
        const scale = values.map((one) => (Number.isFinite(one) && one !== 0 ? Math.abs(one) : 1));
        assertClose(
          value.dataSync().map((one, i) => one / scale[i]),
          values.slice(0, count).map((one, i) => one / scale[i]),
          2 ** -22,
        );
        // A slope where there is no number: relu and leakyRelu compare, and give one of their two.
        const compares = name === 'relu' || name === 'leakyRelu';
        const known = Math.min(count, compares ? 4 : 5);
        assertClose(gradients[0].dataSync().slice(0, known), slopes.slice(0, known), 2 ** -24);
      });
    });
  }

  it('refuses other names', () => {
    const known = 'linear, relu, gelu, geluTanh, tanh, sigmoid, silu, softplus, elu, mish, leakyRelu';
    for (const name of ['Silu', 'toString', '']) {
      assert.throws(
        () => getActivation(name as Activation, 'Dense'),
        `Dense: activation must be one of ${known}, got '${name}'`,
      );
    }
  });
});
