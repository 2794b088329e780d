import { checkInstance } from '../config/checkInstance.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { formatValue } from '../config/formatValue.js';
import type { Shape } from '../engine/shapes.js';
import { checkModule } from '../modules/checkModule.js';
import type { AnyModule } from '../modules/Module.js';
import { Optimizer } from '../optimizers/Optimizer.js';
import type { OptimizerState } from '../optimizers/OptimizerState.js';

/** What a checkpoint says of a training besides weights and optimizer. */
export interface CheckpointOptions {
  /** How many updates the training has made. */
  step: number;
  /** How many batches it has drawn, where data goes on: at least `step`, more where gradients are accumulated. */
  batches: number;
  /** Texts of one's own, such as a seed, a configuration as JSON, a vocabulary. Default: none. */
  details?: Readonly<Record<string, string>>;
}

/** A moment of a training, as plain data. Nothing to dispose. */
export interface Checkpoint extends Required<CheckpointOptions> {
  /** Values of all parameters by path, row-major. */
  weights: Map<string, { shape: Shape; values: Float32Array }>;
  /** What the optimizer remembers, gradients that wait for an update included. */
  optimizer: OptimizerState;
}

/** What the metadata of every checkpoint begins with. */
export const CHECKPOINT_FORMAT = { format: 'talking-heads checkpoint', version: '1' } as const;

/** What the name of a detail has before it in the metadata. */
export const DETAIL = 'detail.';

/** What the path of a weight has before it among the tensors. */
export const MODEL = 'model.';

/** What a name of the optimizer's state has before it among the tensors. */
export const OPTIMIZER = 'optimizer.';

/**
 * Refuses what makes no checkpoint.
 *
 * @param name What the error calls the options.
 * @throws Error such as `saveCheckpoint: batches must be a whole number, at least 10, below 9007199254740992, got 3`.
 */
export function checkCheckpoint(
  where: string,
  module: AnyModule,
  optimizer: Optimizer,
  options: CheckpointOptions,
  name = 'options',
): void {
  checkModule(where, 'module', module);
  checkInstance(where, 'optimizer', optimizer, Optimizer, 'an Optimizer');
  const { step, batches, details = {} } = checkObject(where, name, options);
  checkNumber(where, 'step', step, { whole: true, atLeast: 0, below: 2 ** 53 });
  checkNumber(where, 'batches', batches, { whole: true, atLeast: step, below: 2 ** 53 });
  for (const [detail, text] of Object.entries<unknown>(checkObject(where, 'details', details))) {
    if (typeof text !== 'string') {
      throw new Error(`${where}: details must hold texts, got ${formatValue(text)} for '${detail}'`);
    }
  }
}
