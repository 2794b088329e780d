import { memory, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Constraint } from '../../src/constraints/Constraint.js';
import { MaxNorm } from '../../src/constraints/MaxNorm.js';
import { Module } from '../../src/modules/Module.js';
import { Parameter } from '../../src/modules/Parameter.js';
import { Adam } from '../../src/optimizers/Adam.js';
import { globalNorm } from '../../src/optimizers/globalNorm.js';
import type { OptimizerOptions } from '../../src/optimizers/Optimizer.js';
import { SGD } from '../../src/optimizers/SGD.js';
import { CosineDecay } from '../../src/schedules/CosineDecay.js';
import { assertClose } from '../helpers/assertClose.js';
import { ListModule } from '../helpers/ListModule.js';

class Pair extends Module {
  readonly kernel = new Parameter(() => tensor([1, 2]));
  readonly bias = new Parameter(() => tensor([4]));
}

class Tied extends Module {
  readonly input = new Parameter(() => tensor([1]));
  readonly output = this.input;
}

const disposeAll = (...items: { dispose(): void }[]): void => items.forEach((item) => item.dispose());

/** Applies one update with these gradients and frees them. */
function apply(optimizer: Adam | SGD, module: Module, gradients: Record<string, number[]>): void {
  const byPath = new Map(Object.entries(gradients).map(([path, values]): [string, Tensor] => [path, tensor(values)]));
  try {
    optimizer.apply(module, byPath);
  } finally {
    disposeAll(...byPath.values());
  }
}

describe('Optimizer', () => {
  it('decays every parameter, but not those that a pattern excludes', () => {
    for (const [excludeFromWeightDecay, kernel, bias] of [
      [undefined, [0.9, 1.8], [3.6]],
      [['bias'], [0.9, 1.8], [4]],
      [['**'], [1, 2], [4]],
      [['ker*', 'none'], [1, 2], [3.6]],
    ] as const) {
      const module = new Pair();
      const exclude = excludeFromWeightDecay && [...excludeFromWeightDecay];
      const optimizer = new SGD({ learningRate: 0.5, weightDecay: 0.2, excludeFromWeightDecay: exclude });
      apply(optimizer, module, { kernel: [0, 0], bias: [0] });
      assertClose(module.kernel.value, kernel, 1e-6);
      assertClose(module.bias.value, bias, 1e-6);
      disposeAll(module, optimizer);
    }
  });

  it('asks a function and a schedule for the rate of step 0 first', () => {
    const decay = new CosineDecay({ initialLearningRate: 1, decaySteps: 2 });
    const asked: number[] = [];
    const rates = [1, 0.5, 0.25];
    for (const [learningRate, want] of [
      [decay, [-1, -1.5, -1.5]],
      [(step: number) => (asked.push(step), rates[step]), [-1, -1.5, -1.75]],
    ] as const) {
      const module = new ListModule([tensor([0])]);
      const optimizer = new SGD({ learningRate });
      for (const [step, value] of want.entries()) {
        assert.equal(optimizer.step, step);
        apply(optimizer, module, { 'list.0': [1] });
        assertClose(module.list[0].value, [value], 1e-6, `after step ${step}`);
      }
      disposeAll(module, optimizer);
    }
    assert.deepEqual(asked, [0, 1, 2]);
  });

  it('applies the constraint after the update', () => {
    const module = new ListModule([tensor([1, 0])], { constraint: new MaxNorm({ maxValue: 1 }) });
    const optimizer = new SGD({ learningRate: 1 });
    apply(optimizer, module, { 'list.0': [-2, -4] });
    // From [1, 0] to [3, 4], whose norm is 5. A constraint applied before would leave [3, 4].
    assertClose(module.list[0].value, [0.6, 0.8], 1e-6);
    disposeAll(module, optimizer);
  });

  it('updates a tied parameter once', () => {
    const module = new Tied();
    const optimizer = new SGD({ learningRate: 1 });
    apply(optimizer, module, { input: [0.25] });
    assertClose(module.output.value, [0.75], 0);
    assert.throws(
      () => apply(optimizer, module, { output: [1] }),
      `SGD: gradients must be of parameters of ${module.name}, got 'output'`,
    );
    module.dispose();
    optimizer.dispose();
  });

  it('leaves a parameter without a gradient as it is, decay included', () => {
    const module = new Pair();
    const optimizer = new Adam({ weightDecay: 0.5 });
    apply(optimizer, module, { kernel: [1, 1] });
    assertClose(module.bias.value, [4], 0);
    assert.deepEqual([...optimizer.slots.keys()], ['kernel']);
    disposeAll(module, optimizer);
  });

  it('scales gradients down together to the global norm, and never up', () => {
    for (const [globalClipNorm, kernel, bias] of [
      [1, [1 - 0.6, 2], [4 - 0.8]],
      [100, [1 - 3, 2], [4 - 4]],
    ] as const) {
      const module = new Pair();
      const optimizer = new SGD({ learningRate: 1, globalClipNorm });
      apply(optimizer, module, { kernel: [3, 0], bias: [4] });
      assertClose(module.kernel.value, kernel, 1e-6);
      assertClose(module.bias.value, bias, 1e-6);
      disposeAll(module, optimizer);
    }
  });

  it('refuses an unknown path and changes nothing', () => {
    const module = new Pair();
    const optimizer = new Adam();
    const gradients = { kernel: [1, 1], kernal: [1, 1] };
    assert.throws(
      () => apply(optimizer, module, gradients),
      `Adam: gradients must be of parameters of ${module.name}, got 'kernal'`,
    );
    assertClose(module.kernel.value, [1, 2], 0);
    assert.equal(optimizer.step, 0);
    assert.equal(optimizer.slots.size, 0);
    module.dispose();
  });

  it('refuses a gradient of another shape and a constraint that throws, and changes nothing', () => {
    const module = new Pair();
    const optimizer = new Adam();
    const broadcasting = { kernel: [1, 1], bias: [1, 2] };
    const message = 'Adam: gradient of bias must have shape [1], got [2]';
    assert.throws(() => apply(optimizer, module, broadcasting), message);
    class Refusing extends Constraint {
      override apply(): Tensor {
        throw new Error('Refusing: no');
      }
      override getConfig(): Record<string, unknown> {
        return {};
      }
    }
    const constrained = new Parameter(() => tensor([1]), { constraint: new Refusing() });
    const both = Object.assign(new Pair(), { constrained });
    assert.throws(() => apply(optimizer, both, { kernel: [1, 1], constrained: [1] }), 'Refusing: no');
    for (const { kernel } of [module, both]) assertClose(kernel.value, [1, 2], 0);
    assert.equal(optimizer.step, 0);
    assert.equal(optimizer.slots.size, 0);
    disposeAll(module, both);
  });

  it('leaves no tensor behind, from the second update on not even state', () => {
    const module = new Pair();
    const optimizer = new Adam({ globalClipNorm: 1, weightDecay: 0.1 });
    const before = memory();
    apply(optimizer, module, { kernel: [1, 1], bias: [1] });
    const { numTensors, numBytes } = memory();
    // Two averages of kernel and bias.
    assert.equal(numTensors - before.numTensors, 4);
    assert.equal(numBytes - before.numBytes, 2 * 3 * 4);
    apply(optimizer, module, { kernel: [1, 1], bias: [1] });
    assert.deepInclude(memory(), { numTensors, numBytes });
    optimizer.dispose();
    assert.deepInclude(memory(), { numTensors: before.numTensors, numBytes: before.numBytes });
    module.dispose();
  });

  it('refuses options out of their range', () => {
    const refused: [OptimizerOptions, string][] = [
      [{ learningRate: -1 }, 'learningRate must be at least 0, got -1'],
      [{ learningRate: NaN }, 'learningRate must be at least 0, got NaN'],
      [{ weightDecay: -0.1 }, 'weightDecay must be at least 0, got -0.1'],
      [{ globalClipNorm: 0 }, 'globalClipNorm must be above 0, got 0'],
    ];
    for (const [options, message] of refused) assert.throws(() => new SGD(options), `SGD: ${message}`);
  });

  it('gives its options back', () => {
    const options = { learningRate: 0.5, weightDecay: 0.1, excludeFromWeightDecay: ['bias'], globalClipNorm: 2 };
    assert.deepInclude(new SGD(options).getConfig(), options);
  });
});

describe('globalNorm', () => {
  it('is the Euclidean norm over all tensors', () => {
    const tensors = [tensor([3, 0], [1, 2]), tensor([4]), tensor(12)];
    const norm = globalNorm(tensors);
    assertClose(norm, [13], 1e-6);
    disposeAll(norm, ...tensors);
  });
});
