import { add, engine, exp, log, sum, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { watchKernels, type SeeKernel } from '../../src/engine/watchKernels.js';

/** The kernels that ran in `f`. */
function kernelsOf(f: () => void): string[] {
  const names: string[] = [];
  watchKernels((kernel) => void names.push(kernel), f);
  return names;
}

/** What runs kernels. */
const runKernelNow = (): unknown => Reflect.get(engine(), 'runKernel');

describe('watchKernels', () => {
  let x: Tensor;
  before(() => {
    x = tensor([1, 2, 3]);
  });
  after(() => x.dispose());

  it('gives what f gives', () =>
    assert.equal(
      watchKernels(
        () => undefined,
        () => 3,
      ),
      3,
    ));

  it('is told of kernels before they run, and of what they made', () => {
    const told: [string, number[][], number[]][] = [];
    const see: SeeKernel = (kernel, inputs) => {
      const values = inputs.map((input) => [...input.dataSync()]);
      return ([output]) => told.push([kernel, values, [...output.dataSync()]]);
    };
    const made = watchKernels(see, () => sum(x));
    assert.equal(made.dataSync()[0], 6);
    made.dispose();
    assert.deepInclude(told, ['Sum', [[1, 2, 3]], [6]]);
  });

  it('is told of the backward pass, which is ours', () => {
    const forward = kernelsOf(() => log(x).dispose());
    const both = kernelsOf(() => {
      const { value, gradients } = gradientsByTensors(() => log(x), [x]);
      for (const one of [value, ...gradients]) one.dispose();
    });
    assert.deepEqual(forward, ['Log']);
    assert.include(both, 'Log');
    assert.include(both, 'RealDiv');
  });

  it('watches nothing before and behind', () => {
    const runKernel = runKernelNow();
    const names = kernelsOf(() => exp(x).dispose());
    exp(x).dispose();
    assert.deepEqual(names, ['Exp']);
    assert.strictEqual(runKernelNow(), runKernel);
  });

  it('ends when f throws, and when the watch throws', () => {
    const runKernel = runKernelNow();
    const fail = (): never => {
      throw new Error('broken');
    };
    assert.throws(() => watchKernels(() => undefined, fail), 'broken');
    assert.strictEqual(runKernelNow(), runKernel);
    assert.throws(() => watchKernels(fail, () => exp(x)), 'broken');
    assert.strictEqual(runKernelNow(), runKernel);
  });

  it('may stand inside of another', () => {
    const inner: string[] = [];
    const outer = kernelsOf(() => {
      exp(x).dispose();
      inner.push(...kernelsOf(() => add(x, x).dispose()));
      log(x).dispose();
    });
    assert.deepEqual(inner, ['Add']);
    assert.deepEqual(outer, ['Exp', 'Add', 'Log']);
  });
});
