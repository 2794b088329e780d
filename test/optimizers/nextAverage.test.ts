import { scalar, tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { MaxNorm } from '../../src/constraints/MaxNorm.js';
import { nextAverage } from '../../src/optimizers/nextAverage.js';
import { SGD } from '../../src/optimizers/SGD.js';
import { applyGradients } from '../helpers/applyGradients.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertTrajectory } from '../helpers/assertTrajectory.js';
import { goldenTraining } from '../helpers/goldenTraining.js';
import { ListModule } from '../helpers/ListModule.js';

describe('nextAverage', () => {
  const cases = goldenTraining.optimizers.filter(({ config }) => 'use_ema' in config);

  it('has its case', () => assert.lengthOf(cases, 1));

  for (const golden of cases) {
    it(`follows tf.keras with ${JSON.stringify(golden.config)}`, () => assertTrajectory(golden));
  }

  it('keeps 0.99 of the average, and overwrites at multiples only', () => {
    for (const [step, emaOverwriteFrequency, value] of [
      [3, 3, 99.02],
      [4, 3, 101],
      [6, 3, 99.02],
      [6, undefined, 101],
      [1, 1, 99.02],
    ]) {
      tidy(() => {
        const next = nextAverage(scalar(99), scalar(101), step!, { useEma: true, emaOverwriteFrequency });
        assertClose(next.average!, [99.02], 1e-5);
        assertClose(next.value, [value!], 1e-5, `step ${step}`);
      });
    }
  });

  it('is none without useEma', () => {
    tidy(() => {
      const [before, value] = [scalar(1), scalar(2)];
      const next = nextAverage(before, value, 4, { emaMomentum: 0.5, emaOverwriteFrequency: 2 });
      assert.deepEqual(Object.keys(next), ['value']);
      assert.strictEqual(next.value, value);
    });
  });

  it('is taken before the constraint, which holds for the weight also when it becomes its average', async () => {
    const module = new ListModule([tensor([1, 0])], { constraint: new MaxNorm({ maxValue: 1 }) });
    const optimizer = new SGD({ learningRate: 1, useEma: true, emaMomentum: 0.5, emaOverwriteFrequency: 2 });
    // To [1, 4]; the average of that and the start is [1, 2]. The weight is [1, 4] / √17.
    applyGradients(optimizer, module, { 'list.0': [0, -4] });
    const [x, y] = [1 / Math.sqrt(17), 4 / Math.sqrt(17)];
    assertClose(module.list[0].value, [x, y], 1e-6);
    assertClose(await optimizer.withAverages(() => module.getWeights()[0].values), [1, 2], 1e-6);
    // To [x, y + 2]: the average becomes the weight, which is brought back to norm 1.
    applyGradients(optimizer, module, { 'list.0': [0, -2] });
    const average = [(1 + x) / 2, (2 + y + 2) / 2];
    const length = Math.hypot(...average);
    assertClose(
      module.list[0].value,
      average.map((one) => one / length),
      1e-6,
    );
    assertClose(await optimizer.withAverages(() => module.getWeights()[0].values), average, 1e-6);
    module.dispose();
    optimizer.dispose();
  });
});
