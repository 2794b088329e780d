import { add, memory, mul, scalar, sum, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Dense } from '../../src/layers/Dense.js';
import { Dropout } from '../../src/layers/Dropout.js';
import { meanSquaredError } from '../../src/losses/meanSquaredError.js';
import type { CallOptions } from '../../src/modules/CallOptions.js';
import { Adam } from '../../src/optimizers/Adam.js';
import { SGD } from '../../src/optimizers/SGD.js';
import { trainStep } from '../../src/training/trainStep.js';
import { assertClose } from '../helpers/assertClose.js';

const rejection = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error as Error).message,
  );

describe('trainStep', () => {
  it('resolves to the loss before the update, and updates', async () => {
    const layer = new Dense({ units: 1, kernelInitializer: 'ones' });
    const [x, target] = [tensor([[1, 2]]), tensor([[0]])];
    const loss = await trainStep(layer, new SGD({ learningRate: 0.1 }), () => meanSquaredError(target, layer.call(x)));
    assert.equal(loss, 9);
    // The slope by the output is 6.
    assertClose(layer.kernel.value, [1 - 0.6, 1 - 1.2], 1e-6);
    assertClose(layer.bias!.value, [-0.6], 1e-6);
    for (const one of [x, target, layer]) one.dispose();
  });

  it('leaves no tensor behind but the state of the optimizer', async () => {
    const layer = new Dense({ units: 1 });
    layer.ensureBuilt([1, 2]);
    const x = tensor([[1, 2]]);
    const optimizer = new Adam();
    const before = memory().numTensors;
    await trainStep(layer, optimizer, () => sum(layer.call(x)));
    assert.equal(memory().numTensors, before + 4);
    await trainStep(layer, optimizer, () => sum(layer.call(x)));
    assert.equal(memory().numTensors, before + 4);
    optimizer.dispose();
    x.dispose();
    layer.dispose();
  });

  it('draws other numbers for each batch of a step that accumulates, and the usual ones for the first', async () => {
    const layer = new Dense({ units: 1, kernelInitializer: 'ones' });
    const dropout = new Dropout({ rate: 0.5 });
    const x = tensor([Array.from({ length: 32 }, (_, i) => 2 ** i / 2 ** 16)]);
    const loss = (options: CallOptions): Tensor => sum(layer.call(dropout.call(x, options)));
    const losses = async (gradientAccumulationSteps: number, count: number): Promise<number[]> => {
      const optimizer = new SGD({ learningRate: 0, gradientAccumulationSteps });
      const all: number[] = [];
      for (let call = 0; call < count; call++) all.push(await trainStep(layer, optimizer, loss));
      optimizer.dispose();
      return all;
    };
    const accumulated = await losses(3, 6);
    const plain = await losses(1, 2);
    assert.equal(new Set(accumulated).size, 6);
    assert.deepEqual([accumulated[0], accumulated[3]], plain);
    x.dispose();
    layer.dispose();
  });

  it('draws by seed and step', async () => {
    const layer = new Dense({ units: 1, kernelInitializer: 'ones' });
    const dropout = new Dropout({ rate: 0.5 });
    const x = tensor([Array.from({ length: 32 }, (_, i) => i)]);
    const loss = (options: CallOptions): Tensor => sum(layer.call(dropout.call(x, options)));
    const losses = async (seed?: number): Promise<number[]> => {
      const optimizer = new SGD({ learningRate: 0 });
      return [await trainStep(layer, optimizer, loss, { seed }), await trainStep(layer, optimizer, loss, { seed })];
    };
    const first = await losses(1);
    assert.deepEqual(await losses(1), first);
    assert.notEqual(first[0], first[1]);
    assert.notEqual((await losses(2))[0], first[0]);
    assert.deepEqual(await losses(), await losses(0));
    x.dispose();
    layer.dispose();
  });

  it('refuses what is not a finite scalar, and changes nothing', async () => {
    const layer = new Dense({ units: 2, kernelInitializer: 'ones' });
    const x = tensor([[1, 2]]);
    layer.ensureBuilt(x.shape);
    const before = layer.getWeights();
    const optimizer = new Adam();
    const refused: [() => Tensor, string][] = [
      [() => layer.call(x), 'trainStep: loss must be a scalar, got 2 values'],
      [() => mul(sum(layer.call(x)), NaN), 'trainStep: loss must be finite, got NaN'],
      [() => add(sum(layer.call(x)), scalar(-Infinity)), 'trainStep: loss must be finite, got -Infinity'],
    ];
    for (const [loss, message] of refused) {
      assert.equal(await rejection(trainStep(layer, optimizer, loss)), message);
    }
    // Each gradient is finite, but the square of their norm is not.
    const large = (): Tensor => sum(mul(layer.call(x), 1e30));
    const message = 'trainStep: norm of the gradients must be finite, got Infinity';
    assert.equal(await rejection(trainStep(layer, optimizer, large)), message);
    assert.deepEqual(layer.getWeights(), before);
    assert.equal(optimizer.step, 0);
    assert.equal(optimizer.slots.size, 0);
    x.dispose();
    layer.dispose();
  });
});
