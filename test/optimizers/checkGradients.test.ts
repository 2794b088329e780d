import { tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { checkGradients } from '../../src/optimizers/checkGradients.js';
import { OptimizerMemory } from '../../src/optimizers/OptimizerMemory.js';
import { ListModule } from '../helpers/ListModule.js';

describe('checkGradients', () => {
  it('gives the parameters of the module and those remembered, and refuses others', () => {
    const [module, other] = [new ListModule([tensor([1]), tensor([1])]), new ListModule([tensor([1])])];
    const gradient = tensor([1]);
    const memory = new OptimizerMemory();
    memory.replace('list.1', module.list[1], {});
    const owners = checkGradients('SGD', other, new Map([['list.0', gradient]]), memory);
    assert.strictEqual(owners.get('list.0'), other.list[0]);
    assert.strictEqual(owners.get('list.1'), module.list[1]);

    memory.replace('list.0', module.list[0], {});
    const refused: [path: string, value: unknown, message: string][] = [
      ['list.0', gradient, "SGD: module must be the one it updated before, got another 'list.0'"],
      ['list.1', gradient, "SGD: gradients must be of parameters of list, got 'list.1'"],
      ['list.0', 5, 'SGD: gradient of list.0 must be a float32 tensor, got 5'],
    ];
    for (const [path, value, message] of refused) {
      assert.throws(() => checkGradients('SGD', other, new Map([[path, value as never]]), memory), message);
    }
    for (const one of [module, other, gradient]) one.dispose();
  });
});
