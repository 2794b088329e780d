import { dispose, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { sizeOf } from '../../src/engine/shapes.js';
import { layers, modelClasses, type ConfigurableModule } from '../../src/models/index.js';
import { modelFromJson } from '../../src/models/modelFromJson.js';
import { modelToJson } from '../../src/models/modelToJson.js';
import { regularizationLoss } from '../../src/modules/regularizationLoss.js';
import { exampleLayers, type Called, type ExampleLayer } from './exampleLayers.js';

/** Told in the configuration of a layer besides its options. */
const BESIDES = ['dtype', 'queryShape', 'keyShape', 'valueShape'];
/** What the form of Keras lacks. */
const OWN = ['seed', 'returnAttentionScores', 'softmaxRobustMasking'];

const configOf = (layer: ConfigurableModule): Record<string, unknown> => layers.serialize(layer).config;

function inputOf({ input, ids = false }: ExampleLayer): Tensor {
  const values = Array.from({ length: sizeOf(input) }, (_, i) => (ids ? i % 4 : Math.sin(i)));
  return tensor(values, [...input], ids ? 'int32' : 'float32');
}

/** All that comes of a call in training, and the penalty of the parameters, as numbers. */
function results({ call }: ExampleLayer, layer: Called, x: Tensor): number[][] {
  const activityLosses: Tensor[] = [];
  const options = { training: true, randomKey: RandomKey.fromSeed(3), activityLosses };
  const outputs = [call === undefined ? layer.call(x, options) : call(layer as never, x, options)].flat();
  const tensors = [...outputs, ...activityLosses, regularizationLoss(layer)];
  try {
    return tensors.map((one) => Array.from(one.dataSync()));
  } finally {
    dispose(tensors);
  }
}

const shapesOf = (layer: ConfigurableModule): string[] =>
  [...layer.parameters()].map(([path, { shape }]) => `${path} ${shape.join()}`);

describe('every layer and model', () => {
  for (const type of modelClasses) {
    const { className } = type;
    const example = exampleLayers[className];
    it(`${className} has an example`, () => {
      assert.isDefined(example, `${className} must have an example in exampleLayers.ts`);
    });
    if (example === undefined) continue;
    const { options } = example;
    const make = (more: object = {}): Called => layers.get({ className, config: { ...options, ...more } }) as Called;

    it(`${className} tells all its options`, () => {
      const layer = make({ name: 'mine' });
      const config = configOf(layer);
      const expected = ['name', ...Object.keys(options)];
      assert.sameMembers(
        Object.keys(config).filter((option) => !BESIDES.includes(option)),
        expected,
      );
      assert.deepInclude(config, { name: 'mine', ...options });
      layer.dispose();
    });

    for (const style of ['own', 'keras'] as const) {
      it(`${className} is made again of its JSON (${style}), built and not, with equal outputs of equal weights`, () => {
        const dropped =
          style === 'own'
            ? {}
            : Object.fromEntries(OWN.filter((name) => name in options).map((name) => [name, undefined]));
        const layer = make(dropped);
        const unbuilt = modelFromJson(modelToJson(layer, style)) as Called;
        assert.strictEqual<unknown>(unbuilt.constructor, type);
        assert.deepEqual(configOf(unbuilt), configOf(layer));
        assert.equal(unbuilt.built, layer.built);
        unbuilt.dispose();

        const x = inputOf(example);
        const expected = results(example, layer, x);
        const again = modelFromJson(modelToJson(layer, style)) as Called;
        assert.deepEqual(shapesOf(again), shapesOf(layer));
        assert.deepEqual(configOf(again), configOf(layer));
        assert.deepEqual(again.getWeights(), layer.getWeights(), 'first values come from the seed, or the name');
        const weights = layer.getWeights().map(({ values }) => values.map((value, i) => value + Math.cos(i)));
        layer.setWeights(weights);
        again.setWeights(weights);
        const changed = results(example, layer, x);
        if (weights.length > 0) assert.notDeepEqual(changed, expected);
        assert.deepEqual(results(example, again, x), changed);
        for (const one of [layer, again, x]) one.dispose();
      });
    }
  }

  it('examples are of classes that exist', () => {
    const names = modelClasses.map(({ className }): string => className);
    assert.sameMembers(Object.keys(exampleLayers), names);
  });
});
