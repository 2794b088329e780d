import { relu, sigmoid, tanh, type Tensor } from '@tensorflow/tfjs-core';
import { formatValue } from '../config/formatValue.js';
import { gelu, geluTanh } from '../ops/gelu.js';

const ACTIVATIONS = { linear: (x: Tensor): Tensor => x, relu, gelu, geluTanh, tanh, sigmoid };

/** A function of a layer's output, element by element, or its name. */
export type Activation = keyof typeof ACTIVATIONS | ((x: Tensor) => Tensor);

/**
 * The function an activation stands for; the identity for none.
 *
 * @param where Begins the error message.
 * @throws Error when the name is not known.
 */
export function getActivation(activation: Activation | undefined, where = 'getActivation'): (x: Tensor) => Tensor {
  if (typeof activation === 'function') return activation;
  const name = activation ?? 'linear';
  if (Object.hasOwn(ACTIVATIONS, name)) return ACTIVATIONS[name];
  const known = Object.keys(ACTIVATIONS).join(', ');
  throw new Error(`${where}: activation must be one of ${known}, got ${formatValue(name)}`);
}
