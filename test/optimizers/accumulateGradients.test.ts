import { tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Dense } from '../../src/layers/Dense.js';
import { meanSquaredError } from '../../src/losses/meanSquaredError.js';
import { AdamW } from '../../src/optimizers/AdamW.js';
import { SGD } from '../../src/optimizers/SGD.js';
import { trainStep } from '../../src/training/trainStep.js';
import { applyGradients } from '../helpers/applyGradients.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { ListModule } from '../helpers/ListModule.js';
import { toleranceFor } from '../helpers/toleranceFor.js';

describe('accumulateGradients', () => {
  it('counts a path as zero in calls without it, and forgets what it made an update of', () => {
    const module = new ListModule([tensor([0]), tensor([0])]);
    const optimizer = new SGD({ learningRate: 1, gradientAccumulationSteps: 2 });
    applyGradients(optimizer, module, { 'list.0': [2] });
    applyGradients(optimizer, module, { 'list.1': [6] });
    assertSameBits(module.list[0].value, [-1]);
    assertSameBits(module.list[1].value, [-3]);
    applyGradients(optimizer, module, { 'list.0': [4] });
    applyGradients(optimizer, module, { 'list.0': [8] });
    assertSameBits(module.list[0].value, [-7]);
    assertSameBits(module.list[1].value, [-3]);
    module.dispose();
    optimizer.dispose();
  });

  it('clips the mean, not what it is made of', () => {
    const module = new ListModule([tensor([0])]);
    const optimizer = new SGD({ learningRate: 1, gradientAccumulationSteps: 2, clipValue: 1 });
    applyGradients(optimizer, module, { 'list.0': [9] });
    applyGradients(optimizer, module, { 'list.0': [-8] });
    assertSameBits(module.list[0].value, [-0.5]);
    module.dispose();
    optimizer.dispose();
  });

  it('asks for the learning rate once an update', () => {
    const asked: number[] = [];
    const learningRate = (step: number): number => (asked.push(step), 1);
    const module = new ListModule([tensor([0])]);
    const optimizer = new SGD({ learningRate, gradientAccumulationSteps: 2 });
    for (let call = 0; call < 6; call++) applyGradients(optimizer, module, { 'list.0': [1] });
    assert.deepEqual(asked, [0, 1, 2]);
    module.dispose();
    optimizer.dispose();
  });

  it('keeps what waits when an update fails', () => {
    const module = new ListModule([tensor([0])]);
    let rate = -1;
    const optimizer = new SGD({ learningRate: () => rate, gradientAccumulationSteps: 2 });
    applyGradients(optimizer, module, { 'list.0': [1] });
    const before = optimizer.getState();
    const message = 'SGD: learningRate must be a finite number, at least 0, got -1';
    assert.throws(() => applyGradients(optimizer, module, { 'list.0': [3] }), message);
    assert.deepEqual(optimizer.getState(), before);
    rate = 1;
    applyGradients(optimizer, module, { 'list.0': [3] });
    assertSameBits(module.list[0].value, [-2]);
    module.dispose();
    optimizer.dispose();
  });

  it('makes the same of a layer and of one batch in three as of the whole batch', async () => {
    const layers = [1, 2].map(() => new Dense({ units: 2, seed: 4 }));
    const rows = Array.from({ length: 6 }, (_, i) => [Math.sin(i), Math.cos(3 * i), 0.3 * i]);
    const wanted = rows.map(([a, b, c]) => [a * b, c - a]);
    const [parts, whole] = [3, 1].map((gradientAccumulationSteps) => {
      return new AdamW({ learningRate: 0.05, clipNorm: 0.5, gradientAccumulationSteps });
    });
    const step = async (layer: Dense, optimizer: AdamW, from: number, to: number): Promise<void> => {
      const [x, target] = [tensor(rows.slice(from, to)), tensor(wanted.slice(from, to))];
      await trainStep(layer, optimizer, () => meanSquaredError(target, layer.call(x)));
      x.dispose();
      target.dispose();
    };
    for (let update = 0; update < 4; update++) {
      for (const from of [0, 2, 4]) await step(layers[0], parts, from, from + 2);
      await step(layers[1], whole, 0, 6);
    }
    assert.deepEqual([parts.step, whole.step], [4, 4]);
    // Weights are at most about 1, and sums of gradients round in another order.
    assertClose(layers[0].kernel.value, layers[1].kernel.value, toleranceFor(1e-6));
    assertClose(layers[0].bias!.value, layers[1].bias!.value, toleranceFor(1e-6));
    for (const one of [...layers, parts, whole]) one.dispose();
  });
});
