import { add, mul, scalar, sum, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import type { Shape } from '../../src/engine/shapes.js';
import { Module } from '../../src/modules/Module.js';
import { Parameter } from '../../src/modules/Parameter.js';
import { valueAndGradients } from '../../src/modules/valueAndGradients.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { Everything, Leaf } from '../helpers/exampleModules.js';

/** Builds itself from its first input. */
class Lazy extends Module {
  kernel!: Parameter;
  builds = 0;
  override build(shape: Shape, key: RandomKey): void {
    this.builds++;
    this.kernel = new Parameter(() => tensor([key.words[1] / 2 ** 32, shape.at(-1)!]));
  }
  call(x: Tensor): Tensor {
    this.ensureBuilt(x.shape);
    return mul(x, this.kernel.value);
  }
}

describe('valueAndGradients', () => {
  it('builds layers inside, also those that come after others', () => {
    class Pair extends Module {
      readonly first = new Lazy({ seed: 1 });
      readonly second = new Lazy({ seed: 2 });
    }
    const x = tensor([[1, 1]]);
    for (const buildFirst of [false, true]) {
      const module = new Pair();
      if (buildFirst) module.first.ensureBuilt([1, 2]);
      const { value, gradients } = valueAndGradients(
        () => sum(add(module.first.call(x), module.second.call(x))),
        module,
      );
      assert.deepEqual([...gradients.keys()].sort(), ['first.kernel', 'second.kernel']);
      for (const gradient of gradients.values()) assertClose(gradient, [1, 1], 0);
      assert.deepEqual([module.first.builds, module.second.builds], [1, 1]);
      for (const one of [value, ...gradients.values(), module]) one.dispose();
    }
    x.dispose();
  });

  it('gives zeros where the value does not depend, and leaves frozen parameters out', () => {
    const module = new Everything();
    module.freeze('children.**');
    const { value, gradients } = valueAndGradients(() => sum(mul(module.own.value, 3)), module);
    assertClose(value, [3], 0);
    assert.deepEqual([...gradients.keys()], ['own', 'options.inner.scale', 'byName.a.weight']);
    assertClose(gradients.get('own')!, [3], 0);
    assertSameBits(gradients.get('byName.a.weight')!, [0]);
    for (const one of [value, ...gradients.values(), module]) one.dispose();
  });

  it('refuses a module without trainable parameters, and lets errors through', () => {
    const module = new Leaf();
    module.freeze();
    assert.throws(
      () => valueAndGradients(() => scalar(1), module),
      `valueAndGradients: module must have a trainable parameter, got none in ${module.name}`,
    );
    module.unfreeze();
    assert.throws(
      () =>
        valueAndGradients(() => {
          mul(module.weight.value, 2);
          throw new Error('in f');
        }, module),
      'in f',
    );
    module.dispose();
  });
});
