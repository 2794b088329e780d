import { Registry, type Identifier } from '../config/Registry.js';
import { schedules } from '../schedules/index.js';
import { Adadelta } from './Adadelta.js';
import { Adafactor } from './Adafactor.js';
import { Adagrad } from './Adagrad.js';
import { Adam } from './Adam.js';
import { Adamax } from './Adamax.js';
import { AdamW } from './AdamW.js';
import { Ftrl } from './Ftrl.js';
import { Lion } from './Lion.js';
import { Nadam } from './Nadam.js';
import { Optimizer } from './Optimizer.js';
import { RMSprop } from './RMSprop.js';
import { SGD } from './SGD.js';

/** The optimizers that configurations can name. Their learning rate may be a serialized schedule. */
export const optimizers = new Registry(
  'optimizer',
  Optimizer,
  { SGD, Adam, AdamW, Adamax, Nadam, Adagrad, Adadelta, RMSprop, Lion, Adafactor, Ftrl },
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
