import { fill, tidy, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import { checkFunction } from '../config/checkFunction.js';
import { backpropagate } from './backpropagate.js';
import { checkTensor, checkTensors } from './checkTensor.js';
import { checkShape } from './shapes.js';
import { keepingTape, record } from './tape.js';

/** A value and its gradients, in the order of the tensors asked for. */
export interface ValueAndGradients {
  /** What the function returned. */
  value: Tensor;
  /** Each of the shape of its tensor. */
  gradients: Tensor[];
}

/**
 * The value of `f` and its gradients by `tensors`.
 *
 * Gradients are zero for a tensor the value does not depend on. Nothing but the value and the gradients outlives the
 * call, also when `f` or a gradient throws. It may stand inside of another gradient, and inside of an operation.
 *
 * @param f Computes a tensor of the given tensors, which it may capture.
 * @param tensors What to differentiate by; float32.
 * @param cotangent Weight of each element of the value, of its shape; ones by default.
 * @throws Error when there is no tensor to differentiate by, or one is not float32, or the cotangent does not fit.
 */
export function gradientsByTensors(f: () => Tensor, tensors: Tensor[], cotangent?: Tensor): ValueAndGradients {
  checkFunction('gradientsByTensors', 'f', f);
  checkTensors('gradientsByTensors', 'tensors', tensors, 'float32');
  if (cotangent !== undefined) checkTensor('gradientsByTensors', 'cotangent', cotangent, 'float32');
  if (tensors.length === 0) throw new Error('gradientsByTensors: tensors must hold at least one tensor, got none');
  return keepingTape(() =>
    tidy(() => {
      const compute = (): Tensor => {
        const value = f();
        checkTensor('gradientsByTensors', 'value of f', value);
        if (cotangent !== undefined) checkShape('gradientsByTensors', 'cotangent', cotangent, value.shape);
        // A value that is one of the tensors would be freed with the scope.
        return value.clone();
      };
      const { result: value, tape } = record(() => tidy(compute));
      const found = tidy(() => backpropagate(tape, value, cotangent ?? fill(value.shape, 1), tensors));
      const gradients = found.map((gradient, i) => gradient ?? zerosLike(tensors[i]));
      return { value, gradients };
    }),
  );
}
