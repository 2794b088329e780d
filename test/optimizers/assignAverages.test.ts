import { memory, tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { assignAverages } from '../../src/optimizers/assignAverages.js';
import { OptimizerMemory } from '../../src/optimizers/OptimizerMemory.js';
import { SGD } from '../../src/optimizers/SGD.js';
import { applyGradients } from '../helpers/applyGradients.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { ListModule } from '../helpers/ListModule.js';

const REFUSAL = 'SGD: useEma must be true where averages are used, got false';

/** Of two parameters, the first at 0 after one update, with the average 1; the second not updated. */
function averaged(): { module: ListModule; optimizer: SGD } {
  const module = new ListModule([tensor([2]), tensor([7])]);
  const optimizer = new SGD({ learningRate: 1, useEma: true, emaMomentum: 0.5 });
  applyGradients(optimizer, module, { 'list.0': [2] });
  return { module, optimizer };
}

const values = ({ list }: ListModule): number[] => list.flatMap(({ value }) => [...value.dataSync()]);

describe('assignAverages', () => {
  it('sets averages, and sets the values back', () => {
    const { module, optimizer } = averaged();
    const entries = new OptimizerMemory();
    entries.replace('list.1', module.list[1], { average: tensor([5]) });
    const { numTensors } = memory();
    const undo = assignAverages('SGD', entries, { useEma: true });
    assertSameBits(values(module), [0, 5]);
    undo();
    assertSameBits(values(module), [0, 7]);
    assert.equal(memory().numTensors, numTensors);
    entries.clear();
    module.dispose();
    optimizer.dispose();
  });

  it('refuses without useEma', () => {
    assert.throws(() => assignAverages('SGD', new OptimizerMemory(), {}), REFUSAL);
  });
});

describe('finalize', () => {
  it('sets each value to its average, and leaves no tensor behind', () => {
    const { module, optimizer } = averaged();
    const { numTensors } = memory();
    optimizer.finalize();
    assertClose(values(module), [1, 7], 1e-6);
    assert.equal(memory().numTensors, numTensors);
    module.dispose();
    optimizer.dispose();
  });

  it('refuses without useEma', () => assert.throws(() => new SGD().finalize(), REFUSAL));
});
