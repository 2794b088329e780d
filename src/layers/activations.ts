import { relu, sigmoid, tanh, type Tensor } from '@tensorflow/tfjs-core';
import { checkChoice } from '../config/checkChoice.js';
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
  checkChoice(where, 'activation', name, Object.keys(ACTIVATIONS));
  return ACTIVATIONS[name];
}

/**
 * The name of an activation, as a configuration holds it; `'linear'` for none.
 *
 * @throws Error when it is a function that has no name here.
 */
export function activationName(where: string, activation: Activation | undefined): string {
  if (typeof activation !== 'function') return activation ?? 'linear';
  const [name] = Object.entries(ACTIVATIONS).find(([, known]) => known === activation) ?? [];
  if (name !== undefined) return name;
  const known = Object.keys(ACTIVATIONS).join(', ');
  throw new Error(`${where}: activation must be one of ${known} to be serialized, got a function`);
}
