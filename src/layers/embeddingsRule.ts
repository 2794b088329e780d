import { constraints, type ConstraintIdentifier } from '../constraints/index.js';
import { initializers, type InitializerIdentifier } from '../initializers/index.js';
import { regularizers, type RegularizerIdentifier } from '../regularizers/index.js';
import type { WeightRule } from './weightOptions.js';

/** Options of a layer with a table of vectors: a name, an instance or a configuration each. */
export interface EmbeddingsOptions {
  /** How the table begins; the layer says its default. */
  embeddingsInitializer?: InitializerIdentifier;
  /** Penalty on the table. Default: none. */
  embeddingsRegularizer?: RegularizerIdentifier | null;
  /** Applied to the table after each update. Default: none. */
  embeddingsConstraint?: ConstraintIdentifier | null;
}

/**
 * The rule that the options give for the table.
 *
 * @throws Error that begins with `where` and names the option that stands for nothing known.
 */
export function embeddingsRule(
  where: string,
  options: EmbeddingsOptions,
  defaultInitializer: InitializerIdentifier,
): WeightRule {
  const { embeddingsInitializer = defaultInitializer, embeddingsRegularizer, embeddingsConstraint } = options;
  return {
    initializer: initializers.get(embeddingsInitializer, `${where}: embeddingsInitializer`),
    regularizer: regularizers.getOptional(embeddingsRegularizer, `${where}: embeddingsRegularizer`),
    constraint: constraints.getOptional(embeddingsConstraint, `${where}: embeddingsConstraint`),
  };
}
