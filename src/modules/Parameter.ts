import { tidy, variable, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { Constraint } from '../constraints/Constraint.js';
import { formatShape, shapeMatches, type Shape } from '../engine/shapes.js';
import type { Regularizer } from '../regularizers/Regularizer.js';

/** What may be said of a parameter besides its value. */
export interface ParameterOptions {
  /** Adds to the loss of training. */
  regularizer?: Regularizer;
  /** Maps the value back into the allowed set after each update. */
  constraint?: Constraint;
  /** Whether training changes it. Default true. */
  trainable?: boolean;
}

/** A tensor that training changes. Its name is the path of fields that leads to it in a {@link Module}. */
export class Parameter {
  readonly regularizer?: Regularizer;
  readonly constraint?: Constraint;
  /** Whether training changes it; modules around it must be trainable as well. */
  trainable: boolean;
  readonly #variable: Variable;

  /** @param create Makes the first value; what else it allocates is freed. */
  constructor(create: () => Tensor, { regularizer, constraint, trainable = true }: ParameterOptions = {}) {
    this.regularizer = regularizer;
    this.constraint = constraint;
    this.trainable = trainable;
    this.#variable = tidy(() => variable(create()));
  }

  /** The current value. The same tensor object for the parameter's whole life, so that gradients can be taken by it. */
  get value(): Tensor {
    return this.#variable;
  }

  /** The same for its whole life. */
  get shape(): Shape {
    return this.#variable.shape;
  }

  /**
   * Replaces the value by a copy of another.
   *
   * @throws Error when the shape differs.
   */
  assign(value: Tensor): void {
    if (!shapeMatches(value.shape, this.shape)) {
      throw new Error(`Parameter: value must have shape ${formatShape(this.shape)}, got ${formatShape(value.shape)}`);
    }
    const copy = value.clone();
    this.#variable.assign(copy);
    copy.dispose();
  }

  /** Frees the value. */
  dispose(): void {
    this.#variable.dispose();
  }
}
