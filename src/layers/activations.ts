import { leakyRelu, relu, sigmoid, softplus, tanh, type Tensor } from '@tensorflow/tfjs-core';
import { checkChoice } from '../config/checkChoice.js';
import { elu } from '../ops/elu.js';
import { gelu, geluTanh } from '../ops/gelu.js';
import { mish } from '../ops/mish.js';
import { silu } from '../ops/silu.js';

/** `leakyRelu` has the slope 0.2 below 0, TensorFlow's default. */
const ACTIVATIONS = {
  linear: (x: Tensor): Tensor => x,
  relu,
  gelu,
  geluTanh,
  tanh,
  sigmoid,
  silu,
  softplus,
  elu,
  mish,
  leakyRelu: (x: Tensor): Tensor => leakyRelu(x, 0.2),
};

/** The names of this package, of each activation one. */
export const activationNames = Object.keys(ACTIVATIONS) as (keyof typeof ACTIVATIONS)[];

/** Keras's names of some of them. */
const ALIASES = { swish: 'silu', leaky_relu: 'leakyRelu' } as const;

/**
 * A function of a layer's output, element by element, or its name: `linear`, `relu`, `gelu`, `geluTanh`, `tanh`,
 * `sigmoid`, `silu` (also `swish`), `softplus`, `elu`, `mish`, `leakyRelu` (also `leaky_relu`; slope 0.2 below 0).
 */
export type Activation = keyof typeof ACTIVATIONS | keyof typeof ALIASES | ((x: Tensor) => Tensor);

/**
 * The function an activation stands for; the identity for none.
 *
 * @param where Begins the error message.
 * @throws Error when the name is not known.
 */
export function getActivation(activation: Activation | undefined, where = 'getActivation'): (x: Tensor) => Tensor {
  if (typeof activation === 'function') return activation;
  const given = activation ?? 'linear';
  const name = Object.hasOwn(ALIASES, given) ? ALIASES[given as keyof typeof ALIASES] : given;
  checkChoice(where, 'activation', name, Object.keys(ACTIVATIONS));
  return ACTIVATIONS[name as keyof typeof ACTIVATIONS];
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
