import { mul, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { clipGradients } from '../../src/optimizers/clipGradients.js';
import type { OptimizerOptions } from '../../src/optimizers/OptimizerOptions.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { assertTrajectory } from '../helpers/assertTrajectory.js';
import { goldenTraining } from '../helpers/goldenTraining.js';

/** The gradients once they are multiplied with the factor. */
function clip(given: ReadonlyMap<string, Tensor>, options: OptimizerOptions): ReadonlyMap<string, Tensor> {
  const { gradients, factor = 1 } = clipGradients(given, options);
  return new Map([...gradients].map(([path, gradient]) => [path, mul(gradient, factor)]));
}

describe('clipGradients', () => {
  const cases = goldenTraining.optimizers.filter(({ config }) =>
    Object.keys(config).some((key) => /^(clipnorm|clipvalue|global_clipnorm)$/.test(key)),
  );

  it('has its three cases', () => assert.lengthOf(cases, 3));

  for (const golden of cases) {
    it(`follows tf.keras with ${JSON.stringify(golden.config)}`, () => assertTrajectory(golden));
  }

  for (const [options, a, b] of [
    [{}, [3, -4], [12]],
    [{ clipValue: 3.5 }, [3, -3.5], [3.5]],
    [{ clipNorm: 10 }, [3, -4], [10]],
    [{ clipNorm: 1 }, [0.6, -0.8], [1]],
    [{ globalClipNorm: 1.3 }, [0.3, -0.4], [1.2]],
    [{ globalClipNorm: 13 }, [3, -4], [12]],
  ] as [OptimizerOptions, number[], number[]][]) {
    it(`of [3, −4] and [12] makes [${a.join(', ')}] and [${b.join(', ')}] with ${JSON.stringify(options)}`, () => {
      tidy(() => {
        const gradients = new Map([
          ['a', tensor([3, -4])],
          ['b', tensor([12])],
        ]);
        const clipped = clip(gradients, options);
        assert.deepEqual([...clipped.keys()], ['a', 'b']);
        // One division and one product.
        assertClose(clipped.get('a')!, a, 1e-6);
        assertClose(clipped.get('b')!, b, 2e-6);
      });
    });
  }

  it('keeps zeros, and scales what has no finite square', () => {
    tidy(() => {
      const gradients = new Map([
        ['zero', tensor([0, 0])],
        ['huge', tensor([3e30, 4e30])],
      ]);
      const clipped = clip(gradients, { clipNorm: 5 });
      assertSameBits(clipped.get('zero')!, [0, 0]);
      assertClose(clipped.get('huge')!, [3, 4], 1e-5);
    });
  });

  it('takes none', () => {
    for (const options of [{ clipValue: 1 }, { clipNorm: 1 }, { globalClipNorm: 1 }]) {
      assert.equal(clip(new Map(), options).size, 0);
    }
  });
});
