import { dispose, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkFunction } from '../config/checkFunction.js';
import { gradientsByTensors } from '../engine/gradients.js';
import { checkModule } from './checkModule.js';
import type { AnyModule } from './Module.js';

/**
 * The value of `f` and its gradients by a module's trainable parameters.
 *
 * Layers that build themselves in `f` are differentiated as well: `f` is then run a second time.
 *
 * @param f Computes a tensor by calling the module.
 * @returns The value, and the gradient of each trainable parameter by path, zero where the value does not depend on it.
 * Both belong to the caller. Nothing else outlives the call, also when `f` throws.
 * @throws Error when the module has no trainable parameters, also after `f` ran.
 */
export function valueAndGradients(
  f: () => Tensor,
  module: AnyModule,
): { value: Tensor; gradients: Map<string, Tensor> } {
  checkFunction('valueAndGradients', 'f', f);
  checkModule('valueAndGradients', 'module', module);
  let parameters = module.trainableParameters();
  if (parameters.size === 0) {
    tidy(() => void f());
    parameters = module.trainableParameters();
  }
  if (parameters.size === 0)
    throw new Error(`valueAndGradients: module must have a trainable parameter, got none in ${module.name}`);
  const { value, gradients } = gradientsByTensors(
    f,
    [...parameters.values()].map((parameter) => parameter.value),
  );
  if (module.trainableParameters().size !== parameters.size) {
    dispose([value, ...gradients]);
    return valueAndGradients(f, module);
  }
  return { value, gradients: new Map([...parameters.keys()].map((path, i) => [path, gradients[i]])) };
}
