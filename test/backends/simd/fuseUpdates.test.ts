import { clone, neg, reshape, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { UnitNorm } from '../../../src/constraints/UnitNorm.js';
import { Adam } from '../../../src/optimizers/Adam.js';
import type { Slots, UpdateContext } from '../../../src/optimizers/Optimizer.js';
import { SGD } from '../../../src/optimizers/SGD.js';
import { assertSameBits } from '../../helpers/assertClose.js';
import { ListModule } from '../../helpers/ListModule.js';
import { kernelsOf } from './kernelsOf.js';
import { onSmallMemory } from './onSmallMemory.js';
import { apply, assertSame, disposeAll, everything, start, withoutKernel } from './updatedLists.js';

type Updated = ReturnType<SGD['update']>;

describe('simd: what fuseUpdates leaves to the operations', () => {
  it(
    'leaves clones and reshaped views of values and states as they are, and goes back to the kernel without them',
    onSmallMemory((simd) => {
      const [fused, plain] = [start(), start()];
      const [optimizer, other] = [new Adam(), withoutKernel(new Adam())];
      apply(optimizer, fused, 0);
      apply(other, plain, 0);
      const held = [
        clone(fused.list[1].value),
        reshape(fused.list[2].value, [7, 5]),
        clone(optimizer.slots.get('list.5')!.mean),
      ];
      const before = held.map((one) => one.dataSync().slice());
      const mixed = kernelsOf(simd, () => apply(optimizer, fused, 1));
      assert.include(mixed, 'adamUpdate');
      assert.include(mixed, 'divide');
      apply(other, plain, 1);
      for (const [i, one] of held.entries()) assertSameBits(one, before[i]);
      assertSame([fused, optimizer], [plain, other]);
      const again = kernelsOf(simd, () => apply(optimizer, fused, 2));
      assert.notInclude(again, 'divide');
      apply(other, plain, 2);
      for (const [i, one] of held.entries()) assertSameBits(one, before[i]);
      assertSame([fused, optimizer], [plain, other]);
      disposeAll(fused, plain, optimizer, other, ...held);
    }),
  );

  it(
    'shares no buffer between parameters that began as clones of one tensor',
    onSmallMemory(() => {
      const [fused, plain] = [0, 1].map(() => {
        const value = tensor([1, 2, 3]);
        return new ListModule([value.clone(), value]);
      });
      const [optimizer, other] = [new SGD(), withoutKernel(new SGD())];
      for (let call = 0; call < 3; call++) {
        apply(optimizer, fused, call);
        apply(other, plain, call);
      }
      assertSame([fused, optimizer], [plain, other]);
      disposeAll(fused, plain, optimizer, other);
    }),
  );

  it(
    'reads a gradient that is the value of another parameter before that changes',
    onSmallMemory(() => {
      const [fused, plain] = [start([[40_000], [40_000]]), start([[40_000], [40_000]])];
      const [optimizer, other] = [new SGD({ learningRate: 0.5 }), withoutKernel(new SGD({ learningRate: 0.5 }))];
      for (const [rule, module] of [
        [optimizer, fused],
        [other, plain],
      ] as const) {
        const [a, b] = module.list;
        for (let call = 0; call < 3; call++) {
          rule.apply(
            module,
            new Map([
              ['list.0', b.value],
              ['list.1', a.value],
            ]),
          );
        }
      }
      assertSame([fused, optimizer], [plain, other]);
      disposeAll(fused, plain, optimizer, other);
    }),
  );

  it(
    'uses the method of a subclass that changes the rule',
    onSmallMemory((simd) => {
      class Backwards extends SGD {
        override update(value: Tensor, gradient: Tensor, slots: Slots, context: UpdateContext): Updated {
          return super.update(value, neg(gradient), slots, context);
        }
      }
      const module = new ListModule([tensor([1])]);
      const optimizer = new Backwards({ learningRate: 0.5 });
      const gradient = tensor([4]);
      const used = kernelsOf(simd, () => optimizer.apply(module, new Map([['list.0', gradient]])));
      assert.notInclude(used, 'sgdUpdate');
      assertSameBits(module.list[0].value, [3]);
      disposeAll(module, optimizer, gradient);
    }),
  );

  it(
    'leaves parameters with a constraint, and all of an optimizer with averages, to the operations',
    onSmallMemory((simd) => {
      const constrained = new ListModule([tensor([3, 4])], { constraint: new UnitNorm() });
      const averaged = start();
      const [one, two] = [new SGD(), new SGD({ useEma: true })];
      const used = kernelsOf(simd, () => {
        apply(one, constrained, 0);
        apply(two, averaged, 0);
      });
      assert.notInclude(used, 'sgdUpdate');
      disposeAll(constrained, averaged, one, two);
    }),
  );

  it(
    'changes nothing when there is no room for its table, and holds no more memory after 100 updates than after one',
    onSmallMemory((simd) => {
      const module = start();
      const optimizer = new Adam({ globalClipNorm: 1 });
      apply(optimizer, module, 0);
      const level = simd.heap.use();
      for (let call = 1; call < 100; call++) apply(optimizer, module, call);
      assert.deepEqual(simd.heap.use(), level);
      const before = everything(module, optimizer);
      const withScratch = simd.withScratch.bind(simd);
      simd.withScratch = () => {
        throw new Error('simd: the memory is full');
      };
      assert.throws(() => apply(new Adam(), module, 100), 'simd: the memory is full');
      assert.throws(() => apply(optimizer, module, 100), 'simd: the memory is full');
      simd.withScratch = withScratch;
      assert.equal(optimizer.step, 100);
      for (const [name, values] of everything(module, optimizer)) assertSameBits(values, before.get(name)!, name);
      assert.deepEqual(simd.heap.use(), level);
      disposeAll(module, optimizer);
    }),
  );

  it(
    'says what a thread that dies in the middle leaves behind',
    onSmallMemory((simd) => {
      const module = start();
      const optimizer = new SGD();
      const run = simd.run.bind(simd);
      simd.run = () => {
        throw new Error('died');
      };
      assert.throws(
        () => apply(optimizer, module, 0),
        'simd: parameters and optimizer may be changed in part and must be loaded again: Error: died',
      );
      simd.run = run;
      disposeAll(module, optimizer);
    }),
  );
});
