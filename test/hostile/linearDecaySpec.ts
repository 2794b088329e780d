import { assert } from 'chai';
import fc from 'fast-check';
import { LinearDecay, type LinearDecayOptions } from '../../src/index.js';
import { hostileSpec, type HostileSpec } from './HostileSpec.js';

const rate = fc.constantFrom(0, 1e-3, 0.5, 1e30);

export const linearDecaySpec: HostileSpec = hostileSpec<LinearDecayOptions & { step: number }>({
  name: 'LinearDecay',
  runs: 100,
  valid: fc
    .record({
      initialLearningRate: rate,
      endLearningRate: rate,
      decaySteps: fc.constantFrom(0.5, 1, 100, 1e300),
      step: fc.constantFrom(0, 1, 99, 1e9),
    })
    .map((options) => ({ tensors: {}, options })),
  hostile: {
    initialLearningRate: [-1, NaN, '1', undefined],
    endLearningRate: [-1, Infinity, null],
    decaySteps: [0, -1, NaN, '3'],
    step: [-1, NaN, Infinity, '3'],
  },
  run: (_, { step, ...options }) => new LinearDecay(options).learningRate(step),
  check: (got: number, _, { initialLearningRate, endLearningRate = 0, decaySteps, step }) => {
    const passed = Math.min(step / decaySteps, 1);
    const expected = (1 - passed) * initialLearningRate + passed * endLearningRate;
    // Two ways to write a line differ by a few roundings of the larger rate.
    assert.approximately(got, expected, 1e-15 * Math.max(initialLearningRate, endLearningRate));
  },
});
