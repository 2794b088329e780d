import { memory as tensors, tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { OptimizerMemory } from '../../src/optimizers/OptimizerMemory.js';
import { assertSameBits } from '../helpers/assertClose.js';
import { ListModule } from '../helpers/ListModule.js';

describe('OptimizerMemory', () => {
  it('keeps tensors out of their scope, frees those it replaces and not those that are handed on', () => {
    const module = new ListModule([tensor([1])]);
    const [owner] = module.list;
    const memory = new OptimizerMemory();
    const { numTensors } = tensors();
    tidy(() => memory.replace('a', owner, { slots: { x: tensor([1]), y: tensor([2]) }, accumulated: tensor([3]) }));
    assert.equal(tensors().numTensors, numTensors + 3);
    const { x } = memory.of('a').slots!;
    tidy(() => memory.replace('a', owner, { slots: { x, y: tensor([4]) }, average: x }));
    assert.equal(tensors().numTensors, numTensors + 2);
    assert.strictEqual(memory.of('a').average, x);
    assertSameBits(x, [1]);
    assertSameBits(memory.of('a').slots!.y, [4]);
    assert.isUndefined(memory.of('a').accumulated);
    assert.strictEqual(memory.of('a').owner, owner);
    memory.clear();
    assert.equal(tensors().numTensors, numTensors);
    assert.deepEqual(memory.of('a'), {});
    module.dispose();
  });

  it('has slots of paths that were updated only', () => {
    const module = new ListModule([tensor([1])]);
    const memory = new OptimizerMemory();
    memory.replace('waiting', module.list[0], { accumulated: tensor([1]) });
    memory.replace('updated', module.list[0], { slots: {} });
    assert.deepEqual([...memory.slots], [['updated', {}]]);
    memory.clear();
    module.dispose();
  });
});
