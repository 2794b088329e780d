import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { initializers, type InitializerIdentifier } from '../../src/initializers/index.js';
import type { KernelAxes } from '../../src/initializers/KernelAxes.js';
import { EinsumDense } from '../../src/layers/EinsumDense.js';
import { TalkingHeadsAttention } from '../../src/layers/TalkingHeadsAttention.js';
import type { Parameter } from '../../src/modules/Parameter.js';
import { assertDistribution, uniformCumulative } from '../helpers/assertDistribution.js';
import { assertRoundTrip } from '../helpers/assertRoundTrip.js';
import { assertSameBits, largest } from '../helpers/assertClose.js';

/**
 * Every initializer that counts fans, and which. The numbers are the first three that it drew for [3, 2, 4]
 * by seed 7 before there was a choice.
 */
const scalings: [string, 'fanIn' | 'fanAvg', number[]][] = [
  ['varianceScaling', 'fanIn', [0.21989844739437103, 0.7253869771957397, -0.21584250032901764]],
  ['glorotUniform', 'fanAvg', [0.18740107119083405, 0.38958778977394104, -0.24845880270004272]],
  ['glorotNormal', 'fanAvg', [0.1795463263988495, 0.5922759771347046, -0.1762346625328064]],
  ['heUniform', 'fanIn', [0.32458817958831787, 0.674785852432251, -0.43034327030181885]],
  ['heNormal', 'fanIn', [0.3109833598136902, 1.025852084159851, -0.30524739623069763]],
  ['lecunUniform', 'fanIn', [0.22951850295066833, 0.47714564204216003, -0.30429863929748535]],
  ['lecunNormal', 'fanIn', [0.21989844739437103, 0.7253869771957397, -0.21584250032901764]],
];

const draw = (identifier: InitializerIdentifier, shape: number[], axes?: KernelAxes): Float32Array => {
  const x = initializers.get(identifier).initialize(shape, RandomKey.fromSeed(7), axes);
  const values = x.dataSync<'float32'>();
  x.dispose();
  return values;
};
const connected = (className: string): InitializerIdentifier => ({ className, config: { fans: 'connected' } });

/** The variance of a uniform sample within `±limit` is limit² / 3. */
const glorotLimit = (fanIn: number, fanOut: number): number => Math.sqrt(6 / (fanIn + fanOut));

describe('fans of initializers', () => {
  const query = { inputs: [0], outputs: [1, 2] };

  for (const [className, mode, before] of scalings) {
    it(`${className} draws what it did before there was a choice, whatever is known of the axes`, () => {
      for (const identifier of [className, { className, config: { fans: 'legacy' } }]) {
        for (const axes of [undefined, query]) {
          assertSameBits(draw(identifier, [3, 2, 4], axes).slice(0, 3), before);
        }
      }
    });

    it(`${className} draws smaller or larger numbers by the equation, in the ratio of the fans`, () => {
      // Of [16, 4, 8]: 64 and 128 by the axes before the last two, 16 and 32 by the equation of a query.
      const ratio = Math.sqrt(mode === 'fanIn' ? 64 / 16 : (64 + 128) / (16 + 32));
      const [legacy, byEquation] = [draw(className, [16, 4, 8]), draw(connected(className), [16, 4, 8], query)];
      assert.approximately(largest(byEquation) / largest(legacy), ratio, 1e-6);
    });

    it(`${className} counts matrices either way alike, and refuses other kernels of no equation`, () => {
      assertSameBits(draw(connected(className), [6, 4]), draw(className, [6, 4]));
      const constructorName = initializers.get(className).constructor.name;
      assert.throws(
        () => draw(connected(className), [3, 2, 4]),
        `${constructorName}: axes must be given for connected fans of more than two axes, got none for [3, 2, 4]`,
      );
    });

    it(`${className} keeps the choice, and Keras's own form where there is none`, () => {
      assertRoundTrip(initializers, initializers.get(connected(className)));
      assert.equal(initializers.serializeKeras(initializers.get(connected(className))).config.fans, 'connected');
      assert.notProperty(initializers.serializeKeras(initializers.get(className)).config, 'fans');
      const constructorName = initializers.get(className).constructor.name;
      assert.throws(
        () => initializers.get({ className, config: { fans: 'all' } }),
        `${constructorName}: fans must be one of legacy, connected, got 'all'`,
      );
    });
  }

  const equations: [string, (number | null)[], number[], number, number][] = [
    // Kernels [e, h, d], [h, d, e], a matrix that is transposed, and one matrix [i, o] for each of g groups.
    ['abc,cde->abde', [null, 8, 40], [2, 3, 60], 60, 320],
    ['...cd,cde->...e', [60], [8, 40], 320, 60],
    ['ab,cb->ac', [50], [2, 70], 70, 50],
    ['abc,bcd->abd', [8, 40], [2, 8, 60], 60, 40],
  ];
  for (const [equation, outputShape, shape, fanIn, fanOut] of equations) {
    it(`EinsumDense '${equation}' connects ${fanIn} inputs with ${fanOut} outputs`, () => {
      const kernelInitializer = connected('glorotUniform');
      const layer = new EinsumDense({ equation, outputShape, kernelInitializer, seed: 3 });
      layer.ensureBuilt(shape);
      assertGlorot(layer.kernel, fanIn, fanOut);
      layer.dispose();
    });
  }

  it('attention passes it on to its projections', () => {
    const [numHeads, keyDim, valueDim, width] = [8, 20, 24, 60];
    for (const [kernelInitializer, fans] of [
      [connected('glorotUniform'), { query: [width, 160], value: [width, 192], attentionOutput: [192, width] }],
      [
        'glorotUniform',
        { query: [width * 8, width * 20], value: [width * 8, width * 24], attentionOutput: [192, 480] },
      ],
    ] as const) {
      const layer = new TalkingHeadsAttention({ numHeads, keyDim, valueDim, kernelInitializer, seed: 4 });
      layer.ensureBuilt({ query: [1, 2, width] });
      for (const name of ['query', 'value', 'attentionOutput'] as const) {
        const [fanIn, fanOut] = fans[name];
        assertGlorot(layer[name].kernel, fanIn, fanOut);
      }
      layer.dispose();
    }
  });

  function assertGlorot(kernel: Parameter, fanIn: number, fanOut: number): void {
    const sample = kernel.value.dataSync();
    const limit = glorotLimit(fanIn, fanOut);
    assertDistribution(sample, uniformCumulative(-limit, limit));
    assert.isAtMost(largest(sample), limit * (1 + 1e-6));
    // The largest of n uniform sizes is below 1 - 20 / n once in 5·10⁸ times.
    assert.isAbove(largest(sample), limit * (1 - 20 / sample.length));
  }
});
