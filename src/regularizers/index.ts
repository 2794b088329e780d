import { Registry, type Identifier } from '../config/Registry.js';
import { L1 } from './L1.js';
import { L1L2 } from './L1L2.js';
import { L2 } from './L2.js';
import { OrthogonalRegularizer } from './OrthogonalRegularizer.js';
import { Regularizer } from './Regularizer.js';

/**
 * The regularizers that configurations can name.
 *
 * `'l1l2'` by name alone has both factors 0.01, as in Keras: those of the class, 0, would be no penalty.
 */
export const regularizers = new Registry(
  'regularizer',
  Regularizer,
  { L1, L2, L1L2, OrthogonalRegularizer },
  { namedOptions: { L1L2: { l1: 0.01, l2: 0.01 } }, enumerations: ['mode'] },
);

/** A name such as `'l2'`, a regularizer, or its serialized form. */
export type RegularizerIdentifier = Identifier<Regularizer>;

/**
 * The regularizer an identifier stands for; `undefined`, no regularizer, for `null` or `undefined`.
 *
 * @throws Error when it names none, or an option is unknown or out of its range.
 */
export function getRegularizer(identifier: RegularizerIdentifier | null | undefined): Regularizer | undefined {
  return regularizers.getOptional(identifier, 'getRegularizer: identifier');
}
