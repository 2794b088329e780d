import { tidy, variable, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkFunction } from '../config/checkFunction.js';
import { checkInstance } from '../config/checkInstance.js';
import { checkObject } from '../config/checkObject.js';
import { Constraint } from '../constraints/Constraint.js';
import { checkTensor } from '../engine/checkTensor.js';
import { checkShape, type Shape } from '../engine/shapes.js';
import { Regularizer } from '../regularizers/Regularizer.js';

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

  /**
   * @param create Makes the first value, float32; what else it allocates is freed.
   * @throws Error when it makes another, or an option is of a wrong type.
   */
  constructor(create: () => Tensor, options: ParameterOptions = {}) {
    checkFunction('Parameter', 'create', create);
    const { regularizer, constraint, trainable = true } = checkObject('Parameter', 'options', options);
    if (regularizer !== undefined) checkInstance('Parameter', 'regularizer', regularizer, Regularizer, 'a Regularizer');
    if (constraint !== undefined) checkInstance('Parameter', 'constraint', constraint, Constraint, 'a Constraint');
    checkBoolean('Parameter', 'trainable', trainable);
    this.regularizer = regularizer;
    this.constraint = constraint;
    this.trainable = trainable;
    this.#variable = tidy(() => {
      const value = create();
      checkTensor('Parameter', 'value of create', value, 'float32');
      return variable(value);
    });
  }

  /**
   * The current value. The same tensor object for the parameter's whole life, so that gradients can be taken by it.
   *
   * @throws Error when it was freed.
   */
  get value(): Tensor {
    if (this.#variable.isDisposed)
      throw new Error('Parameter: value must not be read after dispose, got a disposed one');
    return this.#variable;
  }

  /** The same for its whole life. */
  get shape(): Shape {
    return this.#variable.shape;
  }

  /**
   * Replaces the value by a copy of another.
   *
   * @throws Error when it is not float32 or its shape differs.
   */
  assign(value: Tensor): void {
    checkShape('Parameter', 'value', value, this.shape, 'float32');
    const copy = value.clone();
    this.#variable.assign(copy);
    copy.dispose();
  }

  /** Frees the value. */
  dispose(): void {
    this.#variable.dispose();
  }
}
