import { customGrad, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkFunction } from '../config/checkFunction.js';
import { checkTensor, checkTensors } from './checkTensor.js';
import { gradientsByTensors } from './gradients.js';

type Save = (tensors: Tensor[]) => void;
type CustomGradCallback = Parameters<typeof customGrad>[0];

/**
 * Gradient checkpointing: computes `f(...inputs)`, keeps only the inputs, and computes `f` again in the backward pass.
 *
 * `f` must give the same result both times: random draws inside it come from a fixed key. Tensors that `f` captures
 * and that need a gradient are listed in `captured` (the values of a layer's parameters).
 *
 * @param f Computes one tensor of the inputs.
 * @param inputs Arguments of `f`, differentiated by.
 * @param captured Tensors `f` reads without being given them, differentiated by as well.
 * @throws Error when a tensor is none or was disposed, or `f` gives none.
 */
export function recompute<Inputs extends Tensor[]>(
  f: (...inputs: Inputs) => Tensor,
  inputs: [...Inputs],
  captured: Tensor[] = [],
): Tensor {
  checkFunction('recompute', 'f', f);
  checkTensors('recompute', 'inputs', inputs);
  checkTensors('recompute', 'captured', captured);
  // A tensor named twice (tied weights) would be given its gradient twice.
  const besides = [...new Set(captured)];
  const record = (...args: [...Tensor[], Save]): { value: Tensor; gradFunc: object } => {
    const save = args.at(-1) as Save;
    const given = f(...inputs);
    checkTensor('recompute', 'value of f', given);
    const value = given.clone();
    save(inputs);
    const gradFunc = (cotangent: Tensor, saved: Tensor[]): Tensor[] => {
      const again = (): Tensor => f(...(saved as Inputs));
      return tidy(() => gradientsByTensors(again, [...saved, ...besides], cotangent).gradients);
    };
    return { value, gradFunc };
  };
  return customGrad(record as unknown as CustomGradCallback)(...inputs, ...besides);
}
