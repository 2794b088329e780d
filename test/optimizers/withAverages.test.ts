import { memory, tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Adam } from '../../src/optimizers/Adam.js';
import { SGD } from '../../src/optimizers/SGD.js';
import { applyGradients } from '../helpers/applyGradients.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { ListModule } from '../helpers/ListModule.js';

const REFUSAL = 'SGD: useEma must be true where averages are used, got false';

async function rejection(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'nothing was thrown',
    (error: unknown) => (error as Error).message,
  );
}

/** Of two parameters, the first at 0 after one update, with the average 1; the second not updated. */
function averaged(): { module: ListModule; optimizer: SGD } {
  const module = new ListModule([tensor([2]), tensor([7])]);
  const optimizer = new SGD({ learningRate: 1, useEma: true, emaMomentum: 0.5 });
  applyGradients(optimizer, module, { 'list.0': [2] });
  return { module, optimizer };
}

const values = ({ list }: ListModule): number[] => list.flatMap(({ value }) => [...value.dataSync()]);

describe('withAverages', () => {
  it('resolves to what the function gives, while the averages stand in for the values', async () => {
    const { module, optimizer } = averaged();
    const held = await optimizer.withAverages(() => values(module));
    assertClose(held, [1, 7], 1e-6);
    assertSameBits(values(module), [0, 7]);
    const later = await optimizer.withAverages(async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return values(module);
    });
    assert.deepEqual(later, held);
    assertSameBits(values(module), [0, 7]);
    module.dispose();
    optimizer.dispose();
  });

  it('brings the values back when the function throws or rejects', async () => {
    const { module, optimizer } = averaged();
    const { numTensors } = memory();
    const thrown = optimizer.withAverages(() => {
      throw new Error('thrown');
    });
    assert.equal(await rejection(thrown), 'thrown');
    assert.equal(await rejection(optimizer.withAverages(() => Promise.reject(new Error('rejected')))), 'rejected');
    assertSameBits(values(module), [0, 7]);
    assert.equal(memory().numTensors, numTensors);
    module.dispose();
    optimizer.dispose();
  });

  it('leaves the average and what comes after as they were', async () => {
    const [one, other] = [averaged(), averaged()];
    await one.optimizer.withAverages(() => undefined);
    for (const { module, optimizer } of [one, other]) applyGradients(optimizer, module, { 'list.0': [-3] });
    assert.deepEqual(one.optimizer.getState(), other.optimizer.getState());
    assertSameBits(values(one.module), values(other.module));
    for (const { module, optimizer } of [one, other]) {
      module.dispose();
      optimizer.dispose();
    }
  });

  it('refuses without useEma, and what is no function', async () => {
    assert.equal(await rejection(new SGD().withAverages(() => 1)), REFUSAL);
    const message = 'Adam: f must be a function, got 5';
    assert.equal(await rejection(new Adam({ useEma: true }).withAverages(5 as never)), message);
  });

  it('refuses a second call and an update before it ends, and neither afterwards', async () => {
    const { module, optimizer } = averaged();
    let second: unknown;
    const held = await optimizer.withAverages(async () => {
      second = await rejection(optimizer.withAverages(() => 1));
      const message = 'SGD: apply must not be called within withAverages, which undoes it, got list';
      assert.throws(() => applyGradients(optimizer, module, { 'list.0': [1] }), message);
      return values(module);
    });
    assert.equal(second, 'SGD: withAverages must end before it is called again, got two calls');
    assertClose(held, [1, 7], 1e-6);
    assertSameBits(values(module), [0, 7]);
    await rejection(optimizer.withAverages(() => Promise.reject(new Error('no'))));
    applyGradients(optimizer, module, { 'list.0': [1] });
    assertSameBits(values(module), [-1, 7]);
    assert.equal(await optimizer.withAverages(() => 5), 5);
    module.dispose();
    optimizer.dispose();
  });
});
