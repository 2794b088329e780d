import { assert } from 'chai';
import { optimizers } from '../../src/optimizers/index.js';
import { ListModule } from './ListModule.js';
import { assertGolden, fromGolden, type GoldenTraining } from './goldenTraining.js';

/** Asserts that each value after each update is that of tf.keras, and that an update leaves no tensor but the state. */
export function assertTrajectory({
  optimizer,
  config,
  start,
  gradients,
  after,
}: GoldenTraining['optimizers'][0]): void {
  const ours = optimizers.get({ class_name: optimizer, config });
  const module = new ListModule(start.map(fromGolden));
  assert.equal(after.length, 8);
  gradients.forEach((golden, step) => {
    const byPath = new Map(golden.map((gradient, i) => [`list.${i}`, fromGolden(gradient)]));
    ours.apply(module, byPath);
    for (const gradient of byPath.values()) gradient.dispose();
    module.list.forEach(({ value }, i) => assertGolden(value, after[step][i].values, `list.${i} after step ${step}`));
  });
  ours.dispose();
  module.dispose();
}
