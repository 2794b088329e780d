import { Registry, type Identifier } from '../config/Registry.js';
import { BinaryCrossentropy } from './BinaryCrossentropy.js';
import { BinaryFocalCrossentropy } from './BinaryFocalCrossentropy.js';
import { CategoricalCrossentropy } from './CategoricalCrossentropy.js';
import { CosineSimilarity } from './CosineSimilarity.js';
import { Huber } from './Huber.js';
import { KLDivergence } from './KLDivergence.js';
import { LogCosh } from './LogCosh.js';
import { Loss } from './Loss.js';
import { MeanAbsoluteError } from './MeanAbsoluteError.js';
import { MeanSquaredError } from './meanSquaredError.js';
import { SparseCategoricalCrossentropy } from './SparseCategoricalCrossentropy.js';

/** The losses that configurations can name; `mse`, `mae`, `bce`, `kld` and `logcosh` are Keras's short names. */
export const losses = new Registry(
  'loss',
  Loss,
  {
    SparseCategoricalCrossentropy,
    CategoricalCrossentropy,
    BinaryCrossentropy,
    BinaryFocalCrossentropy,
    MeanSquaredError,
    MeanAbsoluteError,
    Huber,
    LogCosh,
    CosineSimilarity,
    KLDivergence,
  },
  {
    aliases: {
      mse: 'MeanSquaredError',
      mae: 'MeanAbsoluteError',
      bce: 'BinaryCrossentropy',
      kld: 'KLDivergence',
      logcosh: 'LogCosh',
    },
    enumerations: ['reduction'],
  },
);

/** A name such as `'meanSquaredError'`, a loss, or its serialized form. */
export type LossIdentifier = Identifier<Loss>;

/**
 * The loss an identifier stands for.
 *
 * @throws Error when it names none, or an option is unknown or out of its range.
 */
export function getLoss(identifier: LossIdentifier): Loss {
  return losses.get(identifier, 'getLoss: identifier');
}
