import { sizeOf, type Shape } from '../engine/shapes.js';

/** How many inputs and outputs a kernel connects. */
export interface Fans {
  fanIn: number;
  fanOut: number;
}

/**
 * The fans of a kernel, as tf_keras 2.15 counts them (Keras 3 before 3.15 and TensorFlow.js count them alike).
 *
 * A matrix has its own sizes. Above rank 2 every kernel is taken for one of a convolution: the leading axes are its
 * receptive field. For the query kernel `[e, h, d]` of attention that gives `e·h` and `e·d`, not the `e` and `h·d` that
 * its equation connects; trained runs and published results depend on it.
 */
export function computeFans(shape: Shape): Fans {
  if (shape.length === 0) return { fanIn: 1, fanOut: 1 };
  if (shape.length === 1) return { fanIn: shape[0], fanOut: shape[0] };
  const receptiveField = sizeOf(shape.slice(0, -2));
  return { fanIn: shape.at(-2)! * receptiveField, fanOut: shape.at(-1)! * receptiveField };
}
