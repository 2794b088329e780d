import { tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Adam } from '../../../src/optimizers/Adam.js';
import { AdamW } from '../../../src/optimizers/AdamW.js';
import { Lion } from '../../../src/optimizers/Lion.js';
import type { Optimizer, OptimizerOptions } from '../../../src/optimizers/Optimizer.js';
import { SGD } from '../../../src/optimizers/SGD.js';
import { assertSameBits } from '../../helpers/assertClose.js';
import { ListModule } from '../../helpers/ListModule.js';
import { kernelsOf } from './kernelsOf.js';
import { onSmallMemory } from './onSmallMemory.js';
import { apply, assertSame, disposeAll, everything, start, withoutKernel } from './updatedLists.js';
import { workersUp } from './workersUp.js';

type Make = (options: OptimizerOptions) => Optimizer;

const RULES: [kernel: string, make: Make][] = [
  ['sgdUpdate', (options) => new SGD(options)],
  ['momentumUpdate', (options) => new SGD({ momentum: 0.9, ...options })],
  ['nesterovUpdate', (options) => new SGD({ momentum: 0.9, nesterov: true, ...options })],
  ['adamUpdate', (options) => new Adam(options)],
  ['amsgradUpdate', (options) => new Adam({ amsgrad: true, beta1: 0.8, epsilon: 1e-4, ...options })],
  ['adamUpdate', (options) => new AdamW(options)],
  ['lionUpdate', (options) => new Lion({ beta1: 0.95, ...options })],
];

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
  for (const [kernel, byKernel] of RULES) {
    const byOperations: Make = (options) => withoutKernel(byKernel(options));

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
});
