import { add, addN, grads, mul, profile, randomNormal, square, sum, tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { hasOwnKernel } from '../../src/engine/runOwnKernel.js';
import { addNorm } from '../../src/ops/addNorm.js';
import { layerNorm } from '../../src/ops/layerNorm.js';
import { rmsNorm } from '../../src/ops/rmsNorm.js';
import { assertSameBits } from '../helpers/assertClose.js';

const epsilon = 1e-5;
const SHAPES = [[1], [7], [0, 4], [3, 1], [1, 2], [2, 5], [5, 4], [2, 3, 33], [9, 128], [300, 131], [2, 0]];

interface Given {
  inputs: Tensor[];
  run: (inputs: Tensor[]) => Tensor[];
  plain: (inputs: Tensor[]) => Tensor[];
}

/** x, added and parameters, and the operation on them beside the two that it stands for. */
function given(norm: 'layerNorm' | 'rmsNorm', shape: number[], hasGamma = true, hasBeta = true): Given {
  const width = shape.slice(-1);
  const parameters = [hasGamma, hasBeta && norm === 'layerNorm'];
  const sizes = [shape, shape, ...parameters.flatMap((has) => (has ? [width] : []))];
  const inputs = sizes.map((size, i) => randomNormal(size, 0, 2, 'float32', i + 1));
  const named = (others: Tensor[]) => ({
    ...(parameters[0] && { gamma: others[0] }),
    ...(parameters[1] && { beta: others.at(-1)! }),
    epsilon,
  });
  return {
    inputs,
    run: ([x, added, ...others]) => addNorm(norm, x, added, named(others)),
    plain: ([x, added, ...others]) => {
      const total = add(x, added);
      return [total, norm === 'layerNorm' ? layerNorm(total, named(others)) : rmsNorm(total, named(others))];
    },
  };
}

/** A number that depends on both results, or on one of them. */
function weigh(results: Tensor[], used = [0, 1]): Tensor {
  return addN(used.map((i) => sum(square(mul(results[i], i + 0.5)))));
}

for (const norm of ['layerNorm', 'rmsNorm'] as const) {
  describe(`ops/addNorm: ${norm}`, () => {
    it('is the sum and its norm, with their gradients, to the bit', () => {
      for (const shape of SHAPES) {
        for (const [hasGamma, hasBeta] of [
          [true, true],
          [true, false],
          [false, true],
          [false, false],
        ]) {
          tidy(() => {
            const { inputs, run, plain } = given(norm, shape, hasGamma, hasBeta);
            const want = plain(inputs);
            run(inputs).forEach((one, i) => assertSameBits(one, want[i].dataSync()));
            for (const used of [[0, 1], [0], [1]]) {
              const by = used.includes(1) ? inputs : inputs.slice(0, 2);
              const [ours, theirs] = [run, plain].map((f) => gradientsByTensors(() => weigh(f(inputs), used), by));
              ours.gradients.forEach((one, i) => assertSameBits(one, theirs.gradients[i].dataSync()));
            }
          });
        }
      }
    });

    it('has second derivatives', () => {
      tidy(() => {
        const { inputs, run, plain } = given(norm, [3, 5]);
        const [ours, theirs] = [run, plain].map((f) =>
          gradientsByTensors(() => {
            const { gradients } = gradientsByTensors(() => weigh(f(inputs)), inputs);
            return addN(gradients.map((gradient) => sum(square(gradient))));
          }, inputs),
        );
        ours.gradients.forEach((one, i) => assertSameBits(one, theirs.gradients[i].dataSync()));
        assert.isAbove(sum(square(ours.gradients[2])).dataSync()[0], 1);
      });
    });

    it('goes back by the walk of TensorFlow.js as well', () => {
      tidy(() => {
        const { inputs, run, plain } = given(norm, [4, 6]);
        const [ours, theirs] = [run, plain].map((f) => grads((...all: Tensor[]) => weigh(f(all)))(inputs));
        ours.forEach((one, i) => assertSameBits(one, theirs[i].dataSync()));
      });
    });

    it('is one kernel forward and one backward where the backend has it', async () => {
      const kernel = norm === 'layerNorm' ? 'addLayerNorm' : 'addRmsNorm';
      const { inputs, run } = given(norm, [4, 6]);
      const { kernelNames } = await profile(() =>
        tidy(() => {
          gradientsByTensors(() => weigh(run(inputs)), inputs);
          return [];
        }),
      );
      const count = (name: string): number => kernelNames.filter((one) => one === name).length;
      const has = hasOwnKernel(kernel);
      assert.deepEqual([count(kernel), count(`${kernel}Gradient`)], has ? [1, 1] : [0, 0]);
      assert.equal(count('Add') > 0, !has);
      inputs.forEach((one) => one.dispose());
    });

    it('adds up whatever else the norm takes: other axes, a term that is broadcast', () => {
      tidy(() => {
        const x = randomNormal([2, 3, 4], 0, 1, 'float32', 1);
        const plain = norm === 'layerNorm' ? layerNorm : rmsNorm;
        const [term, row] = [randomNormal([2, 3, 4], 0, 1, 'float32', 2), tensor([1, 2, 3, 4])];
        const ofAxes = addNorm(norm, x, term, { axis: [1, 2], epsilon });
        assertSameBits(ofAxes[1], plain(add(x, term), { axis: [1, 2], epsilon }).dataSync());
        const broadcast = addNorm(norm, x, row, { epsilon });
        assertSameBits(broadcast[1], plain(add(x, row), { epsilon }).dataSync());
        assert.throws(
          () => addNorm(norm, x, term, { gamma: zeros([3]), epsilon }),
          /gamma must have shape \[4\], got \[3\]/,
        );
      });
    });
  });
}
