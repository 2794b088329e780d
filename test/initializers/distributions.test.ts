import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { getInitializer, type InitializerIdentifier } from '../../src/initializers/index.js';
import { assertDistribution, normalCumulative, uniformCumulative } from '../helpers/assertDistribution.js';
import { moments } from '../helpers/moments.js';

const FAN_IN = 100;
const FAN_OUT = 400;
const COUNT = FAN_IN * FAN_OUT;

/** The standard deviation of a standard normal that is cut at two: √(1 − 4 φ(2) / (2 Φ(2) − 1)). */
const CUT_DEVIATION = 0.87962566103423978;

type Kind = 'uniform' | 'normal' | 'cut';

/** Every random initializer: the kind of its distribution, mean, and the standard deviation of what it draws. */
const drawn: [InitializerIdentifier, Kind, number, number][] = [
  ['randomNormal', 'normal', 0, 0.05],
  [{ className: 'randomNormal', config: { mean: 3, stddev: 2 } }, 'normal', 3, 2],
  ['truncatedNormal', 'cut', 0, 0.05 * CUT_DEVIATION],
  [{ className: 'truncatedNormal', config: { mean: 3, stddev: 2 } }, 'cut', 3, 2 * CUT_DEVIATION],
  ['randomUniform', 'uniform', 0, 0.1 / Math.sqrt(12)],
  [{ className: 'randomUniform', config: { minval: 2, maxval: 5 } }, 'uniform', 3.5, 3 / Math.sqrt(12)],
  ['glorotUniform', 'uniform', 0, Math.sqrt(2 / (FAN_IN + FAN_OUT))],
  ['glorotNormal', 'cut', 0, Math.sqrt(2 / (FAN_IN + FAN_OUT))],
  ['heUniform', 'uniform', 0, Math.sqrt(2 / FAN_IN)],
  ['heNormal', 'cut', 0, Math.sqrt(2 / FAN_IN)],
  ['lecunUniform', 'uniform', 0, Math.sqrt(1 / FAN_IN)],
  ['lecunNormal', 'cut', 0, Math.sqrt(1 / FAN_IN)],
  ['varianceScaling', 'cut', 0, Math.sqrt(1 / FAN_IN)],
  ...(['fanIn', 'fanOut', 'fanAvg'] as const).flatMap((mode) =>
    (['uniform', 'normal', 'truncatedNormal', 'untruncatedNormal'] as const).map(
      (distribution): [InitializerIdentifier, Kind, number, number] => {
        const fan = { fanIn: FAN_IN, fanOut: FAN_OUT, fanAvg: (FAN_IN + FAN_OUT) / 2 }[mode];
        const kind = {
          uniform: 'uniform',
          normal: 'cut',
          truncatedNormal: 'cut',
          untruncatedNormal: 'normal',
        } as const;
        const config = { scale: 1.7, mode, distribution };
        return [{ className: 'varianceScaling', config }, kind[distribution], 0, Math.sqrt(1.7 / fan)];
      },
    ),
  ),
];

/** How many deviations from the mean values reach, and how close to that the largest of the sample comes. */
const REACH: Record<Kind, [most: number, atLeast: number]> = {
  uniform: [Math.sqrt(3), 0.999 * Math.sqrt(3)],
  cut: [2 / CUT_DEVIATION, 0.98 * (2 / CUT_DEVIATION)],
  // Of 40,000 normal numbers the largest is below 3.3 deviations less than once in 10⁸ times, and not above 7.
  normal: [7, 3.3],
};

describe('distributions of initializers', () => {
  for (const [identifier, kind, mean, stddev] of drawn) {
    it(`${JSON.stringify(identifier)}: ${kind}, mean ${mean}, deviation ${stddev.toFixed(4)}`, () => {
      const x = getInitializer(identifier).initialize([FAN_IN, FAN_OUT], RandomKey.fromSeed(5));
      const sample = x.dataSync();
      x.dispose();
      const [most, atLeast] = REACH[kind];
      const cumulative = {
        uniform: uniformCumulative(mean - most * stddev, mean + most * stddev),
        normal: normalCumulative(mean, stddev),
        cut: normalCumulative(mean, stddev / CUT_DEVIATION, 2),
      };
      assertDistribution(sample, cumulative[kind]);

      // Five standard errors, exceeded once in two million times; those of the deviation are smaller than for a normal
      // sample where values are bounded.
      const got = moments(sample);
      assert.approximately(got.mean, mean, (5 * stddev) / Math.sqrt(COUNT));
      assert.approximately(got.deviation, stddev, (5 * stddev) / Math.sqrt(2 * COUNT));
      for (const extreme of [got.most - mean, mean - got.least]) {
        assert.isAbove(extreme, atLeast * stddev);
        // One part in a million for the rounding to float32.
        assert.isAtMost(extreme, most * stddev * (1 + 1e-6));
      }
    });
  }

  it('orthogonal: elements of a 3 by 3 matrix are uniform in [-1, 1]', () => {
    // The first column is a point drawn evenly from the sphere, each of whose coordinates is uniform (Archimedes).
    const orthogonal = getInitializer('orthogonal');
    const matrices = Array.from({ length: 4000 }, (_, seed) => {
      const x = orthogonal.initialize([3, 3], RandomKey.fromSeed(seed));
      const values = x.dataSync<'float32'>();
      x.dispose();
      return values;
    });
    for (const place of [0, 4, 5, 6]) {
      assertDistribution(
        matrices.map((values) => values[place]),
        uniformCumulative(-1, 1),
        `element ${place}`,
      );
    }
  });
});
