import { Registry, type Identifier } from '../config/Registry.js';
import { Constraint } from './Constraint.js';
import { MaxNorm } from './MaxNorm.js';
import { MinMaxNorm } from './MinMaxNorm.js';
import { NonNeg } from './NonNeg.js';
import { RadialConstraint } from './RadialConstraint.js';
import { UnitNorm } from './UnitNorm.js';

/** The constraints that configurations can name. */
export const constraints = new Registry(
  'constraint',
  Constraint,
  { MaxNorm, MinMaxNorm, NonNeg, RadialConstraint, UnitNorm },
  { aliases: { nonneg: 'NonNeg' } },
);

/** A name such as `'maxNorm'`, a constraint, or its serialized form. */
export type ConstraintIdentifier = Identifier<Constraint>;

/**
 * The constraint an identifier stands for; `undefined`, no constraint, for `null` or `undefined`.
 *
 * @throws Error when it names none, or an option is unknown or out of its range.
 */
export function getConstraint(identifier: ConstraintIdentifier | null | undefined): Constraint | undefined {
  return constraints.getOptional(identifier, 'getConstraint: identifier');
}
