import { assert } from 'chai';
import { checkOptimizerOptions } from '../../src/optimizers/checkOptimizerOptions.js';
import type { OptimizerOptions } from '../../src/optimizers/OptimizerOptions.js';

describe('checkOptimizerOptions', () => {
  const refused: [options: Record<string, unknown>, message: string][] = [
    [{ learningRate: '1' }, "learningRate must be a number, a schedule or a function, got '1'"],
    [{ learningRate: 1e38 }, 'learningRate must be at most 1e+37 in size, got 1e+38'],
    [{ weightDecay: -0.1 }, 'weightDecay must be at least 0, got -0.1'],
    [{ excludeFromWeightDecay: 'bias' }, "excludeFromWeightDecay must be a list of strings, got 'bias'"],
    [{ clipValue: 0 }, 'clipValue must be above 0, got 0'],
    [{ clipNorm: -1 }, 'clipNorm must be above 0, got -1'],
    [{ clipNorm: 1e38 }, 'clipNorm must be at most 1e+37 in size, got 1e+38'],
    [{ globalClipNorm: NaN }, 'globalClipNorm must be above 0, got NaN'],
    [{ clipValue: 1, clipNorm: 1 }, 'only one way of clipping must be given, got clipValue and clipNorm'],
    [
      { globalClipNorm: 1, clipNorm: 1, clipValue: 1 },
      'only one way of clipping must be given, got clipValue and clipNorm and globalClipNorm',
    ],
    [{ learningRates: 5 }, 'learningRates must be an object, got 5'],
    [{ learningRates: { '**': 1, '*.bias': -1 } }, "learningRates of '*.bias' must be at least 0, got -1"],
    [{ learningRates: { '**': '1' } }, "learningRates of '**' must be at least 0, got '1'"],
    [{ useEma: 1 }, 'useEma must be true or false, got 1'],
    [{ emaMomentum: 1.5 }, 'emaMomentum must be a finite number, at least 0, at most 1, got 1.5'],
    [{ emaOverwriteFrequency: 0 }, 'emaOverwriteFrequency must be a whole number, above 0, got 0'],
    [{ gradientAccumulationSteps: 1.5 }, 'gradientAccumulationSteps must be a whole number, above 0, got 1.5'],
  ];
  for (const [options, message] of refused) {
    it(`refuses: ${message}`, () => {
      const refuse = (): void => checkOptimizerOptions('Adam', { learningRate: 1, ...options });
      assert.throws(refuse, Error, new RegExp(`^Adam: ${message.replace(/[*+.]/g, '\\$&')}$`));
    });
  }

  it('accepts what is at the edges', () => {
    const accepted: OptimizerOptions[] = [
      { learningRate: 0, weightDecay: 0, clipValue: 1e-30, learningRates: {} },
      { learningRate: 1, clipNorm: 1, emaMomentum: 0, learningRates: { '**': 0 } },
      { learningRate: () => 1, globalClipNorm: 1, emaMomentum: 1, emaOverwriteFrequency: 1 },
    ];
    for (const options of accepted) checkOptimizerOptions('Adam', { learningRate: 1, ...options });
  });
});
