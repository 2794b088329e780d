import { checkBoolean } from '../config/checkBoolean.js';
import { constraints, type ConstraintIdentifier } from '../constraints/index.js';
import type { Constraint } from '../constraints/Constraint.js';
import { initializers, type InitializerIdentifier } from '../initializers/index.js';
import type { Initializer } from '../initializers/Initializer.js';
import type { KernelAxes } from '../initializers/KernelAxes.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import type { Shape } from '../engine/shapes.js';
import { Parameter } from '../modules/Parameter.js';
import { regularizers, type RegularizerIdentifier } from '../regularizers/index.js';
import type { Regularizer } from '../regularizers/Regularizer.js';

/** Options of a layer with a kernel and a bias: a name, an instance or a configuration each. */
export interface KernelAndBiasOptions {
  /** Whether a bias is added. Default true. */
  useBias?: boolean;
  /** Default `'glorotUniform'`. */
  kernelInitializer?: InitializerIdentifier;
  /** Default `'zeros'`. */
  biasInitializer?: InitializerIdentifier;
  /** Penalty on the kernel. Default: none. */
  kernelRegularizer?: RegularizerIdentifier | null;
  /** Penalty on the bias. Default: none. */
  biasRegularizer?: RegularizerIdentifier | null;
  /** Applied to the kernel after each update. Default: none. */
  kernelConstraint?: ConstraintIdentifier | null;
  /** Applied to the bias after each update. Default: none. */
  biasConstraint?: ConstraintIdentifier | null;
}

/** Names of the options of a layer with a kernel and a bias. */
export const KERNEL_AND_BIAS_OPTIONS = [
  ...(['useBias', 'kernelInitializer', 'biasInitializer', 'kernelRegularizer', 'biasRegularizer'] as const),
  ...(['kernelConstraint', 'biasConstraint'] as const),
] as const satisfies readonly (keyof KernelAndBiasOptions)[];

/** How the parameters of one kind, kernels or biases, begin and stay. */
export interface WeightRule {
  initializer: Initializer;
  regularizer?: Regularizer;
  constraint?: Constraint;
}

/**
 * The rules that the options give for kernels and for biases.
 *
 * @throws Error that begins with `where` and names the option that stands for nothing known.
 */
export function weightRules(where: string, options: KernelAndBiasOptions): { kernel: WeightRule; bias: WeightRule } {
  if (options.useBias !== undefined) checkBoolean(where, 'useBias', options.useBias);
  const { kernelInitializer = 'glorotUniform', biasInitializer = 'zeros' } = options;
  return {
    kernel: {
      initializer: initializers.get(kernelInitializer, `${where}: kernelInitializer`),
      regularizer: regularizers.getOptional(options.kernelRegularizer, `${where}: kernelRegularizer`),
      constraint: constraints.getOptional(options.kernelConstraint, `${where}: kernelConstraint`),
    },
    bias: {
      initializer: initializers.get(biasInitializer, `${where}: biasInitializer`),
      regularizer: regularizers.getOptional(options.biasRegularizer, `${where}: biasRegularizer`),
      constraint: constraints.getOptional(options.biasConstraint, `${where}: biasConstraint`),
    },
  };
}

/**
 * A parameter that follows a rule.
 *
 * @param axes What the axes of a kernel do, where an equation says so.
 */
export function createWeight(
  { initializer, ...options }: WeightRule,
  shape: Shape,
  key: RandomKey,
  axes?: KernelAxes,
): Parameter {
  return new Parameter(() => initializer.initialize(shape, key, axes), options);
}
