import { add, scalar, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkModule } from './checkModule.js';
import type { AnyModule } from './Module.js';

/** The sum of the penalties of all parameters that train and have a regularizer; a scalar, zero when there are none. */
export function regularizationLoss(module: AnyModule): Tensor {
  checkModule('regularizationLoss', 'module', module);
  return tidy(() =>
    [...module.trainableParameters().values()]
      .flatMap(({ regularizer, value }) => (regularizer === undefined ? [] : [regularizer.loss(value)]))
      .reduce((total, loss) => add(total, loss), scalar(0) as Tensor),
  );
}
