import { assert } from 'chai';
import { Random } from '../float64/random.js';
import { assertDistribution, largestDeviation, normalCumulative, uniformCumulative } from './assertDistribution.js';

const random = new Random(3);
const uniforms = Array.from({ length: 40_000 }, () => random.uniform());
const normals = Array.from({ length: 40_000 }, () => random.normal());

describe('assertDistribution', () => {
  it('measures the largest gap between the steps of a sample and the distribution', () => {
    assert.approximately(largestDeviation([0.5], uniformCumulative(0, 1)), 0.5, 1e-15);
    assert.approximately(largestDeviation([0.9, 0.1, 0.3], uniformCumulative(0, 1)), 2 / 3 - 0.3, 1e-15);
    assert.equal(largestDeviation([7], uniformCumulative(0, 1)), 1);
  });

  it('knows the distributions', () => {
    // Of a normal distribution 68.2689 % lie within one deviation, 95.4500 % within two.
    const cut = normalCumulative(1, 2, 2);
    assert.approximately(normalCumulative(1, 2)(3) - normalCumulative(1, 2)(-1), 0.682689, 1e-6);
    assert.approximately(cut(3) - cut(-1), 0.682689 / 0.9545, 1e-6);
    assert.deepEqual([cut(-3), cut(-9), cut(5), cut(9)], [0, 0, 1, 1]);
  });

  it('accepts samples of the distribution, and refuses those of a slightly other one', () => {
    assertDistribution(uniforms, uniformCumulative(0, 1));
    assertDistribution(normals, normalCumulative(0, 1));
    const refused: [number[], (x: number) => number][] = [
      [uniforms, uniformCumulative(0, 1.03)],
      [normals, normalCumulative(0.04, 1)],
      [normals, normalCumulative(0, 1.06)],
      [normals, normalCumulative(0, 1, 2)],
      [normals.map(() => NaN), normalCumulative(0, 1)],
    ];
    for (const [sample, cumulative] of refused) {
      assert.throws(() => assertDistribution(sample, cumulative), /^sample: expected a deviation of at most 0\.0134/);
    }
  });
});
