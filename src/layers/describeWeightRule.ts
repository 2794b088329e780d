import { constraints } from '../constraints/index.js';
import { initializers } from '../initializers/index.js';
import { regularizers } from '../regularizers/index.js';
import type { WeightRule } from './weightOptions.js';

/**
 * The options behind a rule as plain data.
 *
 * @param kind What their names begin with: `kernel` for `kernelInitializer` and so on.
 * @throws Error when a class is in no registry.
 */
export function describeWeightRule(
  kind: 'kernel' | 'bias' | 'embeddings',
  { initializer, regularizer, constraint }: WeightRule,
): Record<string, unknown> {
  return {
    [`${kind}Initializer`]: initializers.serialize(initializer),
    [`${kind}Regularizer`]: regularizer === undefined ? null : regularizers.serialize(regularizer),
    [`${kind}Constraint`]: constraint === undefined ? null : constraints.serialize(constraint),
  };
}
