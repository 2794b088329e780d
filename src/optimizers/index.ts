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

/**
 * The optimizers that configurations can name. Their learning rate may be a serialized schedule.
 *
 * Of what tf_keras 2.15 writes, a name and how it is compiled mean nothing here. `is_legacy_optimizer` is ignored as well:
 * the configuration of a legacy optimizer is refused by its `decay`.
 */
export const optimizers = new Registry(
  'optimizer',
  Optimizer,
  { SGD, Adam, AdamW, Adamax, Nadam, Adagrad, Adadelta, RMSprop, Lion, Adafactor, Ftrl },
  {
    aliases: { adamw: 'AdamW' },
    ignored: ['name', 'jit_compile', 'is_legacy_optimizer'],
    nested: { learningRate: schedules },
  },
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
