import { memory, tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { decodeSafetensors } from '../../src/checkpoints/safetensors.js';
import { decodeOptimizer, encodeOptimizer } from '../../src/checkpoints/optimizerFile.js';
import { UnitNorm } from '../../src/constraints/UnitNorm.js';
import { optimizers } from '../../src/optimizers/index.js';
import type { Optimizer, OptimizerOptions } from '../../src/optimizers/Optimizer.js';
import { applyGradients } from '../helpers/applyGradients.js';
import { assertClose, assertSameBits, largest } from '../helpers/assertClose.js';
import { assertRoundTrip } from '../helpers/assertRoundTrip.js';
import { ListModule } from '../helpers/ListModule.js';
import { toleranceFor } from '../helpers/toleranceFor.js';

const SIZES = [6, 3];
const RATE = 0.05;
const UPDATES = 5;

type Numbers = Record<string, number[]>;

const start = (): ListModule =>
  new ListModule([tensor([0.9, -0.4, 0.7, 1.3, -1.1, 0.2], [2, 3]), tensor([0.5, -0.8, 1.6])]);

/** The same numbers for the same call; the second parameter has much larger ones. */
function gradientsOf(call: number): Numbers {
  const numbers = SIZES.map((size, list) =>
    Array.from({ length: size }, (_, i) => Math.sin(1 + 7.3 * call + 2.1 * i + list) * (list === 0 ? 0.6 : 4)),
  );
  return Object.fromEntries(numbers.map((values, list) => [`list.${list}`, values]));
}

const map = (numbers: Numbers, f: (value: number, path: string, i: number) => number): Numbers =>
  Object.fromEntries(
    Object.entries(numbers).map(([path, values]) => [path, values.map((value, i) => f(value, path, i))]),
  );

const valuesOf = (module: ListModule): Numbers =>
  Object.fromEntries(module.getWeights().map(({ name, values }) => [name, [...values]]));

function assign(module: ListModule, numbers: Numbers): void {
  module.setWeights(Object.values(numbers));
}

const norm = (values: number[]): number => Math.sqrt(values.reduce((total, value) => total + value * value, 0));

/** One rounding of a float32 in each of a handful of operations, five times over; rules that divide by it add to it. */
const tolerance = (): number => toleranceFor(1e-6, 5e-5);

function assertNumbers(got: Numbers, want: Numbers, name: string): void {
  for (const [path, values] of Object.entries(want)) {
    assertClose(got[path], values, tolerance() * Math.max(1, largest(values)), `${path} ${name}`);
  }
}

type Change = (numbers: Numbers) => Numbers;

const same: Change = (numbers) => numbers;

/** What is done around a rule, written out in double precision. */
interface Around {
  options: OptimizerOptions;
  clip?: Change;
  decay?: Change;
  /** Share that the average keeps, and every how many updates it becomes the weight. */
  average?: [momentum: number, overwrite: number];
}

const AROUND: Record<string, Around> = {
  'weight decay, a path left out': {
    options: { weightDecay: 0.3, excludeFromWeightDecay: ['*.1'] },
    decay: (weights) => map(weights, (w, path) => (path === 'list.0' ? w * (1 - 0.3 * RATE) : w)),
  },
  'clipping by value': {
    options: { clipValue: 0.5 },
    clip: (gradients) => map(gradients, (g) => Math.max(-0.5, Math.min(0.5, g))),
  },
  'clipping each by its norm': {
    options: { clipNorm: 1.5 },
    clip: (gradients) => map(gradients, (g, path) => g * Math.min(1, 1.5 / norm(gradients[path]))),
  },
  'clipping by the norm of all': {
    options: { globalClipNorm: 1.5 },
    clip: (gradients) => {
      const scale = Math.min(1, 1.5 / norm(Object.values(gradients).flat()));
      return map(gradients, (g) => g * scale);
    },
  },
  'a moving average': { options: { useEma: true, emaMomentum: 0.7 }, average: [0.7, Infinity] },
  'a moving average that becomes the weight': {
    options: { useEma: true, emaMomentum: 0.7, emaOverwriteFrequency: 2 },
    average: [0.7, 2],
  },
  'decay, clipping and an average together': {
    options: { weightDecay: 0.3, clipValue: 0.5, useEma: true, emaMomentum: 0.7, emaOverwriteFrequency: 3 },
    clip: (gradients) => map(gradients, (g) => Math.max(-0.5, Math.min(0.5, g))),
    decay: (weights) => map(weights, (w) => w * (1 - 0.3 * RATE)),
    average: [0.7, 3],
  },
};

for (const name of optimizers.names) {
  const make = (options: OptimizerOptions = {}): Optimizer =>
    optimizers.get({ className: name, config: { learningRate: RATE, weightDecay: 0, ...options } });

  describe(`every optimizer: ${name}`, () => {
    for (const [what, { options, clip = same, decay = same, average }] of Object.entries(AROUND)) {
      it(`is its own rule with ${what}`, async () => {
        const [module, plain] = [start(), start()];
        const [optimizer, rule] = [make(options), make()];
        let averages = valuesOf(plain);
        for (let update = 1; update <= UPDATES; update++) {
          applyGradients(optimizer, module, gradientsOf(update));
          assign(plain, decay(valuesOf(plain)));
          applyGradients(rule, plain, clip(gradientsOf(update)));
          if (average !== undefined) {
            const [keep, overwrite] = average;
            const weights = valuesOf(plain);
            averages = map(averages, (a, path, i) => keep * a + (1 - keep) * weights[path][i]);
            if (update % overwrite === 0) assign(plain, averages);
            const held = await optimizer.withAverages(() => valuesOf(module));
            assertNumbers(held, averages, `average after ${update}`);
          }
          assertNumbers(valuesOf(module), valuesOf(plain), `after ${update}`);
        }
        for (const one of [module, plain, optimizer, rule]) one.dispose();
      });
    }

    it('makes one update of three accumulated calls: that of the mean', () => {
      const options = { globalClipNorm: 2, weightDecay: 0.1, useEma: true, emaOverwriteFrequency: 2 };
      const [accumulating, whole] = [start(), start()];
      const [optimizer, atOnce] = [make({ ...options, gradientAccumulationSteps: 3 }), make(options)];
      for (let update = 0; update < 3; update++) {
        const three = [0, 1, 2].map((i) => gradientsOf(3 * update + i));
        for (const [i, gradients] of three.entries()) {
          const before = valuesOf(accumulating);
          applyGradients(optimizer, accumulating, gradients);
          assert.equal(optimizer.step, i === 2 ? update + 1 : update);
          assert.equal(optimizer.calls, (i + 1) % 3);
          if (i < 2) assert.deepEqual(valuesOf(accumulating), before);
        }
        applyGradients(
          atOnce,
          whole,
          map(three[0], (_, path, i) => three.reduce((total, one) => total + one[path][i] / 3, 0)),
        );
        for (const [path, values] of Object.entries(valuesOf(whole))) {
          // A sum of three rounds otherwise than the mean in double precision that is rounded once.
          assertClose(valuesOf(accumulating)[path], values, toleranceFor(1e-6), `${path} after ${update}`);
        }
      }
      for (const one of [accumulating, whole, optimizer, atOnce]) one.dispose();
    });

    it('moves by multiples of the learning rate, and not at all where that is 0', () => {
      const [module, faster] = [start(), start()];
      const options = { weightDecay: 0.2, globalClipNorm: 1 };
      const optimizer = make({ ...options, learningRates: { '*.1': 0, '**': 3 } });
      const rule = make({ ...options, learningRate: 3 * RATE });
      for (let update = 0; update < 3; update++) {
        applyGradients(optimizer, module, gradientsOf(update));
        applyGradients(rule, faster, { 'list.0': gradientsOf(update)['list.0'] });
      }
      assertSameBits(module.list[0].value, faster.list[0].value);
      assertSameBits(module.list[1].value, [0.5, -0.8, 1.6].map(Math.fround));
      assert.deepEqual([...optimizer.slots.keys()], ['list.0']);
      for (const one of [module, faster, optimizer, rule]) one.dispose();
    });

    it('goes on to the bit from a file of its state, also between two updates', () => {
      const options = {
        weightDecay: 0.1,
        clipNorm: 1,
        useEma: true,
        emaMomentum: 0.8,
        emaOverwriteFrequency: 2,
        gradientAccumulationSteps: 3,
        learningRates: { '*.1': 0.5 },
      };
      for (const saveAt of [0, 1, 4, 6, 8]) {
        const [module, resumed] = [start(), start()];
        const [optimizer, other] = [make(options), make(options)];
        for (let call = 0; call < saveAt; call++) applyGradients(optimizer, module, gradientsOf(call));
        const bytes = encodeOptimizer(optimizer);
        resumed.setWeights(module.getWeights());
        // What was remembered before is forgotten.
        applyGradients(other, resumed, gradientsOf(99));
        decodeOptimizer(other, resumed, bytes);
        assert.deepEqual(encodeOptimizer(other), bytes);
        for (let call = saveAt; call < 12; call++) {
          applyGradients(optimizer, module, gradientsOf(call));
          applyGradients(other, resumed, gradientsOf(call));
        }
        assert.equal(other.step, 4);
        for (const i of [0, 1]) assertSameBits(resumed.list[i].value, module.list[i].value);
        assert.deepEqual(encodeOptimizer(other), encodeOptimizer(optimizer));
        for (const one of [module, resumed, optimizer, other]) one.dispose();
      }
    });

    it('names its state by paths', () => {
      const module = start();
      const optimizer = make({ useEma: true, gradientAccumulationSteps: 2 });
      for (let call = 0; call < 3; call++) applyGradients(optimizer, module, gradientsOf(call));
      const slots = Object.keys(optimizer.slots.get('list.0')!).map((slot) => `slots.list.0.${slot}`);
      const names = [...decodeSafetensors(encodeOptimizer(optimizer)).tensors.keys()].filter((name) =>
        name.includes('list.0'),
      );
      assert.sameMembers(names, [...slots, 'average.list.0', 'accumulated.list.0']);
      module.dispose();
      optimizer.dispose();
    });

    it('holds no more tensors after four updates than after two, and none once disposed', () => {
      const module = new ListModule([tensor([0.6, 0.8])], { constraint: new UnitNorm() });
      const before = memory();
      const optimizer = make({
        useEma: true,
        emaOverwriteFrequency: 1,
        gradientAccumulationSteps: 2,
        weightDecay: 0.1,
      });
      const updates = (): void => {
        for (let call = 0; call < 4; call++) applyGradients(optimizer, module, { 'list.0': [call, 1 - call] });
      };
      updates();
      const { numTensors, numBytes } = memory();
      updates();
      assert.deepInclude(memory(), { numTensors, numBytes });
      optimizer.dispose();
      assert.deepInclude(memory(), { numTensors: before.numTensors, numBytes: before.numBytes });
      assert.deepEqual([optimizer.step, optimizer.calls, optimizer.slots.size], [0, 0, 0]);
      module.dispose();
    });

    it('keeps every option in both serialized forms', () => {
      const options = {
        excludeFromWeightDecay: ['**.bias', 'snake_case.*'],
        learningRates: { 'snake_case.*': 2, '**': 0.5 },
        useEma: true,
        emaMomentum: 0.5,
        emaOverwriteFrequency: 7,
        gradientAccumulationSteps: 4,
      };
      for (const clipping of [{ clipValue: 1 }, { clipNorm: 2 }, { globalClipNorm: 3 }]) {
        assertRoundTrip(optimizers, make({ ...options, ...clipping }));
        assert.deepInclude(make({ ...options, ...clipping }).getConfig(), { ...options, ...clipping });
      }
      assertRoundTrip(optimizers, make());
    });
  });
}
