import { Registry, type Identifier } from '../config/Registry.js';
import { schedules } from '../schedules/index.js';
import { Adam } from './Adam.js';
import { AdamW } from './AdamW.js';
import { Optimizer } from './Optimizer.js';
import { SGD } from './SGD.js';

/** The optimizers that configurations can name. Their learning rate may be a serialized schedule. */
export const optimizers = new Registry(
  'optimizer',
  Optimizer,
  { SGD, Adam, AdamW },
  { aliases: { adamw: 'AdamW' }, nested: { learningRate: schedules } },
);

/** A name such as `'adamW'`, an optimizer, or its serialized form. */
export type OptimizerIdentifier = Identifier<Optimizer>;

/**
 * The optimizer an identifier stands for.
 *
 * @throws Error when it names none, or an option is unknown or out of its range.
 */
export function getOptimizer(identifier: OptimizerIdentifier): Optimizer {
  return optimizers.get(identifier);
}
