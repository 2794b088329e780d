import { add, memory, mul, sum, tensor, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import type { Shape } from '../../src/engine/shapes.js';
import { Module } from '../../src/modules/Module.js';
import { Parameter } from '../../src/modules/Parameter.js';
import { regularizationLoss } from '../../src/modules/regularizationLoss.js';
import { valueAndGradients } from '../../src/modules/valueAndGradients.js';
import { SGD } from '../../src/optimizers/SGD.js';
import { L2 } from '../../src/regularizers/L2.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { Everything, Leaf, parameter } from '../helpers/exampleModules.js';

class Tied extends Module {
  readonly encoder = new Leaf([1, 2], new L2({ l2: 0.5 }));
  readonly decoder = this.encoder;
  readonly same = this.encoder.weight;
}

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

describe('Module', () => {
  it('finds parameters through modules, arrays, objects and maps, in the order they were made', () => {
    const module = new Everything();
    assert.deepEqual(
      [...module.parameters().keys()],
      ['own', 'children.0.weight', 'children.1.weight', 'options.inner.scale', 'byName.a.weight'],
    );
    assert.strictEqual(module.parameters().get('options.inner.scale'), module.options.inner.scale);
    module.dispose();
  });

  it('names a tied parameter by its first path, and counts, regularizes, updates and saves it once', () => {
    const module = new Tied();
    assert.deepEqual([...module.parameters().keys()], ['encoder.weight']);
    assert.include(module.summary(), '\n2 values, 2 of them trained');
    const penalty = regularizationLoss(module);
    assertClose(penalty, [0.5 * (1 + 4)], 1e-6);
    const loss = (): Tensor => sum(add(module.encoder.weight.value, module.decoder.weight.value));
    const { value, gradients } = valueAndGradients(loss, module);
    assert.deepEqual([...gradients.keys()], ['encoder.weight']);
    assertClose(gradients.get('encoder.weight')!, [2, 2], 0);
    const optimizer = new SGD({ learningRate: 0.25 });
    optimizer.apply(module, gradients);
    assertClose(module.same.value, [0.5, 1.5], 0);
    assert.deepEqual(module.getWeights(), [{ name: 'encoder.weight', shape: [2], values: Float32Array.of(0.5, 1.5) }]);
    for (const one of [penalty, value, ...gradients.values(), module, optimizer]) one.dispose();
  });

  it('survives a field that leads back to itself', () => {
    class Cyclic extends Leaf {
      readonly parent: Module = this;
    }
    const module = new Cyclic();
    assert.deepEqual([...module.parameters().keys()], ['weight']);
    module.dispose();
  });

  it('freezes and unfreezes by pattern', () => {
    const module = new Everything();
    const trainable = (): string[] => [...module.trainableParameters().keys()];
    module.freeze('children.*.weight');
    assert.deepEqual(trainable(), ['own', 'options.inner.scale', 'byName.a.weight']);
    module.unfreeze('children.1.**');
    assert.deepEqual(trainable(), ['own', 'children.1.weight', 'options.inner.scale', 'byName.a.weight']);
    module.freeze();
    assert.deepEqual(trainable(), []);
    module.unfreeze();
    assert.equal(trainable().length, 5);
    assert.throws(() => module.freeze('child.**'), `${module.name}: pattern must match a parameter, got 'child.**'`);
    module.dispose();
  });

  it('does not train what is inside a module that is not trainable', () => {
    const module = new Everything();
    module.children[0].trainable = false;
    assert.notInclude([...module.trainableParameters().keys()], 'children.0.weight');
    assert.equal(module.trainableParameters().size, 4);
    module.trainable = false;
    assert.equal(module.trainableParameters().size, 0);
    assert.equal(module.parameters().size, 5);
    module.dispose();
  });

  it('sums its parameters up', () => {
    class Big extends Module {
      readonly kernel = new Parameter(() => zeros([30, 40]));
      readonly bias = new Parameter(() => zeros([40]), { trainable: false });
    }
    const module = new Big({ name: 'big' });
    const lines = [
      'big',
      'parameter  shape     values',
      'kernel     [30, 40]   1,200',
      'bias       [40]          40  frozen',
      '1,240 values, 1,200 of them trained',
    ];
    assert.equal(module.summary(), lines.join('\n'));
    module.dispose();
  });

  it('gives and takes weights in order: its own, tensors, flat and nested arrays', () => {
    const module = new Everything();
    const before = module.getWeights();
    assert.deepEqual(before[1], { name: 'children.0.weight', shape: [2], values: Float32Array.of(1, 2) });
    const given = tensor([20, 30]);
    module.setWeights([[10], given, Float32Array.of(40, 50), { values: Float32Array.of(60) }, [70]]);
    given.dispose();
    const flat = (): number[] => module.getWeights().flatMap(({ values }) => [...values]);
    assert.deepEqual(flat(), [10, 20, 30, 40, 50, 60, 70]);
    module.setWeights(before);
    assert.deepEqual(flat(), [1, 1, 2, 1, 2, 3, 4]);
    const matrix = new (class extends Module {
      readonly kernel = new Parameter(() => zeros([2, 2]));
    })();
    matrix.setWeights([
      [
        [1, 2],
        [3, 4],
      ] as unknown as number[],
    ]);
    assertSameBits(matrix.kernel.value, [1, 2, 3, 4]);
    matrix.dispose();
    module.dispose();
  });

  it('refuses weights that do not fit, and changes nothing', () => {
    const module = new Everything();
    const before = module.getWeights();
    assert.throws(() => module.setWeights([[1]]), `${module.name}: weights must be 5 tensors, got 1`);
    assert.throws(
      () => module.setWeights([[10], [20, 30], [40, 50, 60], [70], [80]]),
      `${module.name}: weight of children.1.weight must have shape [2], got [3]`,
    );
    assert.deepEqual(module.getWeights(), before);
    module.dispose();
  });

  it('gives copies of its weights', () => {
    const module = new Leaf();
    module.getWeights()[0].values[0] = 100;
    assertClose(module.weight.value, [1, 2], 0);
    module.dispose();
  });

  it('builds once, from the first input or by hand, and the name or seed decides the values', () => {
    const made = (options: { name?: string; seed?: number }): number[] => {
      const module = new Lazy(options);
      assert.isFalse(module.built);
      module.ensureBuilt([5, 2]);
      assert.isTrue(module.built);
      module.build([5, 3], RandomKey.fromSeed(9));
      module.ensureBuilt([5, 4]);
      assert.equal(module.builds, 1);
      const values = [...module.getWeights()[0].values];
      module.dispose();
      return values;
    };
    assert.deepEqual(made({ name: 'a' }), made({ name: 'a' }));
    assert.notDeepEqual(made({ name: 'a' }), made({ name: 'b' }));
    assert.deepEqual(made({ name: 'a', seed: 1 }), made({ name: 'b', seed: 1 }));
    assert.notDeepEqual(made({ seed: 1 }), made({ seed: 2 }));
    assert.equal(made({ seed: 1 })[1], 2);
  });

  it('leaves nothing when building throws, and builds at the next try', () => {
    class Failing extends Module {
      first?: Parameter;
      fails = true;
      override build(): void {
        this.first = parameter([1]);
        if (this.fails) throw new Error('Failing: no');
      }
    }
    const module = new Failing();
    const before = memory().numTensors;
    assert.throws(() => module.ensureBuilt([1]), 'Failing: no');
    assert.equal(memory().numTensors, before);
    assert.isFalse(module.built);
    module.fails = false;
    module.ensureBuilt([1]);
    assert.isTrue(module.built);
    module.dispose();
  });

  it('numbers the names of a class, in snake_case, and takes a given one as it is', () => {
    class MyOddTHALayer extends Module {}
    const names = [new MyOddTHALayer(), new MyOddTHALayer(), new MyOddTHALayer({ name: 'Mine' })].map((m) => m.name);
    assert.deepEqual(names, ['my_odd_tha_layer', 'my_odd_tha_layer_1', 'Mine']);
  });

  it('frees all parameters', () => {
    const before = memory().numTensors;
    const module = new Everything();
    assert.equal(memory().numTensors, before + 5);
    module.dispose();
    assert.equal(memory().numTensors, before);
  });

  it('remembers what it was built for first, and nothing of a build that failed', () => {
    class Wide extends Module {
      override build([size]: number[]): void {
        if (size > 2) throw new Error('too wide');
      }
    }
    const module = new Wide();
    assert.isUndefined(module.builtShape);
    assert.throws(() => module.ensureBuilt([3]), 'too wide');
    assert.isUndefined(module.builtShape);
    module.ensureBuilt([2]);
    module.ensureBuilt([1]);
    assert.deepEqual(module.builtShape, [2]);
  });
});
