import { Tensor } from '@tensorflow/tfjs-core';
import type { SpecProgram } from './bundleSpecs.js';
import { collectSpecs } from './collectSpecs.js';

/** Registers TensorFlow.js's methods of Tensor, such as `x.square()`: specs call them, this project does not. */
export const CHAINED_METHODS = 'public/chained_ops/register_all_chained_ops';

/**
 * Gives every tensor these methods.
 *
 * @param program That of {@link CHAINED_METHODS}.
 * @returns A function that takes them away again.
 */
export function addChainedMethods(program: SpecProgram): () => void {
  const before = new Set(Object.getOwnPropertyNames(Tensor.prototype));
  collectSpecs(program);
  return () => {
    const added = Object.getOwnPropertyNames(Tensor.prototype).filter((name) => !before.has(name));
    for (const name of added) Reflect.deleteProperty(Tensor.prototype, name);
  };
}
