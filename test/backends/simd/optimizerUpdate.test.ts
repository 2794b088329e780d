import { clone, reshape, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import type { SimdBackend } from '../../../src/backends/simd/SimdBackend.js';
import { UnitNorm } from '../../../src/constraints/UnitNorm.js';
import { Adam, type AdamOptions } from '../../../src/optimizers/Adam.js';
import { AdamW } from '../../../src/optimizers/AdamW.js';
import { Lion, type LionOptions } from '../../../src/optimizers/Lion.js';
import type { Optimizer, OptimizerOptions, Slots, UpdateContext } from '../../../src/optimizers/Optimizer.js';
import { SGD, type SGDOptions } from '../../../src/optimizers/SGD.js';
import { assertSameBits } from '../../helpers/assertClose.js';
import { ListModule } from '../../helpers/ListModule.js';
import { onSmallMemory } from './onSmallMemory.js';
import { workersUp } from './workersUp.js';

type Updated = { value: Tensor; slots: Slots };
type Call = [value: Tensor, gradient: Tensor, slots: Slots, context: UpdateContext];

/** The same rules; a method of their own keeps kernels away. */
class SgdByOperations extends SGD {
  override update(...call: Call): Updated {
    return super.update(...call);
  }
}
class AdamByOperations extends Adam {
  override update(...call: Call): Updated {
    return super.update(...call);
  }
}
class AdamWByOperations extends AdamW {
  override update(...call: Call): Updated {
    return super.update(...call);
  }
}
class LionByOperations extends Lion {
  override update(...call: Call): Updated {
    return super.update(...call);
  }
}

type Make = (options: OptimizerOptions) => Optimizer;

const RULES: [kernel: string, byKernel: Make, byOperations: Make][] = (
  [
    ['sgdUpdate', SGD, SgdByOperations, {}],
    ['momentumUpdate', SGD, SgdByOperations, { momentum: 0.9 }],
    ['nesterovUpdate', SGD, SgdByOperations, { momentum: 0.9, nesterov: true }],
    ['adamUpdate', Adam, AdamByOperations, {}],
    ['amsgradUpdate', Adam, AdamByOperations, { amsgrad: true, beta1: 0.8, epsilon: 1e-4 }],
    ['adamUpdate', AdamW, AdamWByOperations, {}],
    ['lionUpdate', Lion, LionByOperations, { beta1: 0.95 }],
  ] as [string, new (options: SGDOptions & AdamOptions & LionOptions) => Optimizer, typeof SGD, object][]
).map(([kernel, Rule, Other, own]) => [
  kernel,
  (options) => new Rule({ ...own, ...options }),
  (options) => new Other({ ...own, ...options }),
]);

const SHAPES = [[], [3], [5, 7], [0, 2], [1, 1, 2, 1, 3, 1], [131]];
const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);
const numbers = (size: number, seed: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => 2 * Math.sin((i + 1) * 12.9898 + seed));

const start = (shapes: readonly number[][] = SHAPES): ListModule =>
  new ListModule(shapes.map((shape, i) => tensor(numbers(sizeOf(shape), i), shape)));

/** Gradients of call `call`, in steps of a thousand in size, with some exact zeros; freed afterwards. */
function apply(optimizer: Optimizer, module: ListModule, call: number): void {
  const gradients = new Map(
    module.list.map(({ shape }, i) => {
      const scale = 1000 ** ((i % 3) - 1);
      const values = numbers(sizeOf(shape), 7 * call + i).map((one, k) => (k % 11 === 10 ? 0 : one * scale));
      return [`list.${i}`, tensor(values, [...shape])] as const;
    }),
  );
  try {
    optimizer.apply(module, gradients);
  } finally {
    for (const gradient of gradients.values()) gradient.dispose();
  }
}

/** All values and states. */
function everything(module: ListModule, optimizer: Optimizer): Map<string, ArrayLike<number>> {
  const state = [...optimizer.getState().tensors].map(([name, { values }]) => [name, values] as const);
  const values = module.list.map(({ value }, i) => [`value ${i}`, value.dataSync()] as const);
  return new Map([...state, ...values]);
}

function assertSame(got: [ListModule, Optimizer], want: [ListModule, Optimizer], where = ''): void {
  const [a, b] = [everything(...got), everything(...want)];
  assert.deepEqual([...a.keys()], [...b.keys()]);
  for (const [name, values] of b) assertSameBits(a.get(name)!, values, `${name} ${where}`);
}

/** The names of the kernels that run meanwhile. */
function kernelsOf(simd: SimdBackend, f: () => void): Set<string> {
  const names = new Set<string>();
  const run = simd.run.bind(simd);
  simd.run = (name, ...others) => {
    names.add(name);
    run(name, ...others);
  };
  f();
  simd.run = run;
  return names;
}

const disposeAll = (...items: { dispose(): void }[]): void => items.forEach((item) => item.dispose());

const AROUND: Record<string, OptimizerOptions> = {
  'nothing else': {},
  'decay, a path left out': { weightDecay: 0.3, excludeFromWeightDecay: ['*.1'] },
  'decay at a rate that falls to 0': { weightDecay: 0.3, learningRate: (step) => Math.max(0, 0.01 - step * 1e-4) },
  'clipping by value': { clipValue: 0.5 },
  'clipping each by its norm': { clipNorm: 1.5 },
  'clipping by the norm of all, and decay': { globalClipNorm: 1.5, weightDecay: 0.01 },
  'rates by path': { learningRates: { '*.1': 0, '*.2': 0.3, '*.5': 2 }, weightDecay: 0.1 },
  accumulation: { gradientAccumulationSteps: 3, globalClipNorm: 1.5 },
};

describe('simd: updates of optimizers', () => {
  for (const [kernel, byKernel, byOperations] of RULES) {
    for (const [what, options] of Object.entries(AROUND)) {
      it(
        `${kernel} of ${byKernel({}).constructor.name} has the bits of the operations through 200 updates, with ${what}`,
        onSmallMemory((simd) => {
          const [fused, plain] = [start(), start()];
          const [optimizer, other] = [byKernel(options), byOperations(options)];
          const used = kernelsOf(simd, () => {
            for (let call = 0; call < 200; call++) apply(optimizer, fused, call);
          });
          assert.include(used, kernel);
          for (const name of ['add', 'sub', 'divide']) {
            // The sums of accumulation and the division of clipping are operations all the same.
            if (what !== 'accumulation' && !what.includes('norm')) assert.notInclude(used, name);
          }
          const others = kernelsOf(simd, () => {
            for (let call = 0; call < 200; call++) apply(other, plain, call);
          });
          assert.notInclude(others, kernel);
          assertSame([fused, optimizer], [plain, other]);
          disposeAll(fused, plain, optimizer, other);
        }),
      );
    }

    it(
      `${kernel} of ${byKernel({}).constructor.name} has the same bits for 1, 2 and 3 threads`,
      onSmallMemory(async (simd) => {
        const shapes = [[1], [200_003], [3], [7]];
        const [alone, plain] = [start(shapes), start(shapes)];
        const options = { weightDecay: 0.1, globalClipNorm: 2 };
        const [optimizer, other] = [byKernel(options), byOperations(options)];
        await simd.configure({ threads: 1 });
        for (let call = 0; call < 2; call++) {
          apply(optimizer, alone, call);
          apply(other, plain, call);
        }
        assertSame([alone, optimizer], [plain, other]);
        for (const threads of [2, 3]) {
          await simd.configure({ threads });
          const together = start(shapes);
          const one = byKernel(options);
          for (let call = 0; call < 2; call++) {
            apply(one, together, call);
            await workersUp(simd);
          }
          assertSame([together, one], [alone, optimizer], `on ${threads} threads`);
          disposeAll(together, one);
        }
        disposeAll(alone, plain, optimizer, other);
      }, 2 ** 26),
    );

    it(
      `${kernel} of ${byKernel({}).constructor.name} knows special numbers as the operations do`,
      onSmallMemory(() => {
        const special = [0, -0, 1, -1, NaN, Infinity, -Infinity, 1e-40, -1e-40, 3.4e38, -3.4e38, 1e-20, 1e19];
        const pairs = special.flatMap((x) => special.map((y) => [x, y]));
        const [values, gradient] = [0, 1].map((k) => pairs.map((pair) => pair[k]));
        for (const options of [{}, { weightDecay: 0.1 }, { weightDecay: 0.1, learningRate: () => 0 }]) {
          const results = [byKernel, byOperations].map((make) => {
            const [module, optimizer] = [new ListModule([tensor(values)]), make(options)];
            for (let call = 0; call < 2; call++) {
              const given = tensor(gradient);
              optimizer.apply(module, new Map([['list.0', given]]));
              given.dispose();
            }
            const got = everything(module, optimizer);
            disposeAll(module, optimizer);
            return got;
          });
          for (const [name, want] of results[1]) assertSameBits(results[0].get(name)!, want, name);
        }
      }),
    );

    it(
      `${kernel} of ${byKernel({}).constructor.name} goes on to the bit from its state`,
      onSmallMemory(() => {
        const shapes = [[], [3], [5, 7], [131]];
        const [module, resumed] = [start(shapes), start(shapes)];
        const [optimizer, other] = [byKernel({ weightDecay: 0.1 }), byKernel({ weightDecay: 0.1 })];
        for (let call = 0; call < 5; call++) apply(optimizer, module, call);
        resumed.setWeights(module.getWeights());
        other.setState(resumed, optimizer.getState());
        for (let call = 5; call < 9; call++) {
          apply(optimizer, module, call);
          apply(other, resumed, call);
        }
        assertSame([resumed, other], [module, optimizer]);
        disposeAll(module, resumed, optimizer, other);
      }),
    );
  }

  it(
    'leaves clones and reshaped views of values and states as they are, and goes back to the kernel without them',
    onSmallMemory((simd) => {
      const [fused, plain] = [start(), start()];
      const [optimizer, other] = [new Adam(), new AdamByOperations()];
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
      const [optimizer, other] = [new SGD(), new SgdByOperations()];
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
      const [optimizer, other] = [new SGD({ learningRate: 0.5 }), new SgdByOperations({ learningRate: 0.5 })];
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
