import type { Tensor } from '@tensorflow/tfjs-core';

/** A penalty on a parameter's values or a layer's output, added to the loss of training. */
export abstract class Regularizer {
  /** The penalty, a scalar. */
  abstract loss(x: Tensor): Tensor;

  /** Options that make an equal regularizer. */
  abstract getConfig(): Record<string, unknown>;
}
