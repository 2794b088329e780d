import { assert } from 'chai';
import type { SimdBackend } from '../../../../src/backends/simd/SimdBackend.js';
import { languageModelLoss } from '../../../../src/models/languageModelLoss.js';
import { Transformer } from '../../../../src/models/Transformer.js';
import { valueAndGradients } from '../../../../src/modules/valueAndGradients.js';
import { assertClose, largest } from '../../../helpers/assertClose.js';
import { THREADED, TinyTraining } from '../threads/TinyTraining.js';
import { loopBlas } from './loopBlas.js';
import { BLASES, onBlas } from './onBlas.js';

/** Gradients of a small transformer by path. */
function gradientsOf(): Map<string, Float32Array> {
  const [length, width] = [32, 64];
  const sizes = { vocabularySize: 32, contextLength: length, numLayers: 1, width, numHeads: 2 };
  const model = new Transformer({ ...sizes, attention: 'talkingHeads', seed: 1 });
  const tokens = Int32Array.from({ length: 8 * length + 1 }, (_, i) => (i * i + 7 * i) % 32);
  const batch = { inputs: tokens.subarray(0, -1), targets: tokens.subarray(1), shape: [8, length] as [number, number] };
  const { value, gradients } = valueAndGradients(() => languageModelLoss(model, batch, {}), model);
  const numbers = new Map([...gradients].map(([path, gradient]) => [path, gradient.dataSync<'float32'>()]));
  for (const tensor of [value, ...gradients.values()]) tensor.dispose();
  model.dispose();
  return numbers;
}

/** Gradients by a BLAS and by the kernels. */
function compareGradients(simd: SimdBackend): void {
  const got = gradientsOf();
  Object.assign(simd, { askedFor: null });
  const want = gradientsOf();
  assert.deepEqual([...got.keys()], [...want.keys()]);
  const most = Math.max(...[...want.values()].map(largest));
  for (const [path, values] of want) {
    // Both are held to 1e-5 of the truth elsewhere.
    assertClose(got.get(path)!, values, 2e-5 * Math.max(largest(values), most / 10), path);
  }
}

describe('simd: training with a BLAS', () => {
  for (const [name, open] of BLASES) {
    for (const threads of [1, 2]) {
      it(
        `${name}, threads ${threads}: has the gradients of the kernels, and the loss falls`,
        onBlas(open, threads, async (simd) => {
          const { blas } = simd;
          compareGradients(simd);
          Object.assign(simd, { askedFor: blas });
          const training = new TinyTraining({ ...THREADED, batchSize: 8 });
          const first = await training.step();
          let last = first;
          for (let step = 1; step < 40; step++) last = await training.step();
          assert.isBelow(last, 0.8 * first);
          training.dispose();
        }),
      );
    }
  }

  it('multiplies by it forward and backward', async () => {
    const { blas, calls } = loopBlas();
    await onBlas(
      () => blas,
      1,
      () => void gradientsOf(),
    )();
    // Rows of all windows: the feed-forward network's two products, and two for each backward.
    assert.includeDeepMembers(calls.products, [
      [256, 256, 64],
      [256, 64, 256],
      [64, 256, 256],
      [256, 64, 256],
    ]);
  });
});
