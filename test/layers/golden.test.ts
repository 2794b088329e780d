import { mul, sum, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { getActivation, type Activation } from '../../src/layers/activations.js';
import { LayerNorm } from '../../src/layers/LayerNorm.js';
import { crossEntropy } from '../../src/ops/crossEntropy.js';
import { assertGolden, fromGolden, goldenTraining, type GoldenTensor } from '../helpers/goldenTraining.js';
import { readFixture } from '../fixtures/readFixture.js';

interface Golden {
  activations: { activation: string; x: GoldenTensor; y: GoldenTensor; gradient: GoldenTensor }[];
  layer_normalization: {
    config: { axis?: number[]; epsilon?: number; center?: boolean; scale?: boolean };
    x: GoldenTensor;
    weights: (GoldenTensor & { name: 'gamma' | 'beta' })[];
    y: GoldenTensor;
    cotangent: GoldenTensor;
    gradients: { x: GoldenTensor; weights: GoldenTensor[] };
  }[];
}

const golden = readFixture('training.json') as Golden;

/** Asserts a value and its gradients, and frees what it made. */
function assertValueAndGradients(f: () => Tensor, by: Tensor[], value: number[], gradients: number[][]): void {
  tidy(() => {
    const got = gradientsByTensors(f, by);
    assertGolden(got.value, value, 'value');
    assert.equal(gradients.length, by.length);
    gradients.forEach((want, i) => assertGolden(got.gradients[i], want, `gradient ${i}`));
  });
}

describe('LayerNorm against tf.keras', () => {
  assert.lengthOf(golden.layer_normalization, 5);
  for (const { config, x, weights, y, cotangent, gradients } of golden.layer_normalization) {
    it(JSON.stringify(config), () => {
      const layer = new LayerNorm(config);
      tidy(() => {
        const input = fromGolden(x);
        const factors = fromGolden(cotangent);
        layer.ensureBuilt(input.shape);
        assert.deepEqual(
          [...layer.parameters().keys()],
          weights.map(({ name }) => name),
        );
        layer.setWeights(weights.map(fromGolden));
        assertGolden(layer.call(input), y.values, 'y');
        const by = [input, ...[...layer.parameters().values()].map(({ value }) => value)];
        const got = gradientsByTensors(() => sum(mul(layer.call(input), factors)), by);
        [gradients.x, ...gradients.weights].forEach(({ values }, i) => {
          assertGolden(got.gradients[i], values, `gradient ${i}`);
        });
      });
      layer.dispose();
    });
  }
});

describe('crossEntropy against tf.keras', () => {
  const losses = goldenTraining.losses.filter(({ loss }) => /^(Sparse)?CategoricalCrossentropy$/.test(loss));
  assert.lengthOf(losses, 3);
  for (const { loss, config, target, prediction, value, gradient } of losses) {
    it(`${loss} ${JSON.stringify(config)}`, () => {
      const sparse = loss.startsWith('Sparse');
      const options = {
        ignoredClass: config.ignore_class as number | undefined,
        labelSmoothing: config.label_smoothing as number | undefined,
      };
      tidy(() => {
        const wanted = tensor(target.values, target.shape, sparse ? 'int32' : 'float32');
        const logits = fromGolden(prediction);
        assertValueAndGradients(() => crossEntropy(logits, wanted, options), [logits], [value], [gradient.values]);
      });
    });
  }
});

describe('activations against TensorFlow', () => {
  for (const name of ['relu', 'gelu', 'geluTanh', 'tanh', 'sigmoid']) {
    it(name, () => {
      const { x, y, gradient } = golden.activations.find(({ activation }) => activation === name)!;
      tidy(() => {
        const input = fromGolden(x);
        const activation = getActivation(name as Activation);
        assertGolden(activation(input), y.values, 'y');
        const got = gradientsByTensors(() => sum(activation(input)), [input]);
        assertGolden(got.gradients[0], gradient.values, 'gradient');
      });
    });
  }
});
