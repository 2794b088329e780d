import { Registry, type Identifier } from '../config/Registry.js';
import { Constant } from './Constant.js';
import { GlorotNormal } from './GlorotNormal.js';
import { GlorotUniform } from './GlorotUniform.js';
import { HeNormal } from './HeNormal.js';
import { HeUniform } from './HeUniform.js';
import { Identity } from './Identity.js';
import { Initializer } from './Initializer.js';
import { LecunNormal } from './LecunNormal.js';
import { LecunUniform } from './LecunUniform.js';
import { Ones } from './Ones.js';
import { Orthogonal } from './Orthogonal.js';
import { RandomNormal } from './RandomNormal.js';
import { RandomUniform } from './RandomUniform.js';
import { TruncatedNormal } from './TruncatedNormal.js';
import { VarianceScaling } from './VarianceScaling.js';
import { Zeros } from './Zeros.js';

/** The initializers that configurations can name. */
export const initializers = new Registry(
  'initializer',
  Initializer,
  {
    Zeros,
    Ones,
    Constant,
    RandomNormal,
    RandomUniform,
    TruncatedNormal,
    VarianceScaling,
    GlorotUniform,
    GlorotNormal,
    HeUniform,
    HeNormal,
    LecunUniform,
    LecunNormal,
    Orthogonal,
    Identity,
  },
  {
    aliases: { leCunNormal: 'LecunNormal', leCunUniform: 'LecunUniform' },
    enumerations: ['mode', 'distribution', 'fans'],
  },
);

/** A name such as `'glorotUniform'`, an initializer, or its serialized form. */
export type InitializerIdentifier = Identifier<Initializer>;

/**
 * The initializer an identifier stands for.
 *
 * @throws Error when it names none, or an option is unknown or out of its range.
 */
export function getInitializer(identifier: InitializerIdentifier): Initializer {
  return initializers.get(identifier, 'getInitializer: identifier');
}
