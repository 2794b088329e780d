import { customGrad, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkFunction } from '../config/checkFunction.js';
import { checkObject } from '../config/checkObject.js';
import { checkTensor, checkTensors } from './checkTensor.js';
import { gradientsByTensors } from './gradients.js';
import { isRecording } from './tape.js';

/** An operation with a gradient written by hand. */
export interface CustomGradient {
  /** The tensors it is differentiated by. */
  inputs: Tensor[];
  /** Tensors it also needs, never differentiated: masks, labels. */
  constants?: Tensor[];
  /** The value, and whatever of its intermediate results `backward` wants to keep. */
  forward: (inputs: Tensor[], constants: Tensor[]) => { value: Tensor; residuals?: Tensor[] };
  /** One gradient per input. Intermediate tensors are freed by the caller. */
  backward: (cotangent: Tensor, saved: { inputs: Tensor[]; constants: Tensor[]; residuals: Tensor[] }) => Tensor[];
  /**
   * The same value in operations that have gradients themselves. Second and higher derivatives are taken through it: a
   * gradient written by hand that reads a saved output is silently wrong there, because the engine records the copy of
   * an output before the operation that made it.
   */
  reference: (inputs: Tensor[], constants: Tensor[]) => Tensor;
}

type Save = (tensors: Tensor[]) => void;
type GradientFunction = (cotangent: Tensor, saved: Tensor[]) => Tensor[];
type CustomGradCallback = Parameters<typeof customGrad>[0];

/**
 * Runs an operation with a gradient written by hand, differentiable any number of times.
 *
 * @throws Error when a tensor is none or was disposed, a function is none, or `forward` gives no tensor.
 */
export function customGradient(options: CustomGradient): Tensor {
  const { inputs, constants = [], forward, backward, reference } = checkObject('customGradient', 'options', options);
  checkTensors('customGradient', 'inputs', inputs);
  checkTensors('customGradient', 'constants', constants);
  checkFunction('customGradient', 'forward', forward);
  checkFunction('customGradient', 'backward', backward);
  checkFunction('customGradient', 'reference', reference);
  const numInputs = inputs.length;
  const numKnown = numInputs + constants.length;
  const record = (...args: [...Tensor[], Save]): { value: Tensor; gradFunc: GradientFunction } => {
    const save = args.at(-1) as Save;
    const { value, residuals = [] } = forward(inputs, constants);
    checkTensor('customGradient', 'value of forward', value);
    save([...inputs, ...constants, ...residuals]);
    const gradFunc: GradientFunction = (cotangent, tensors) => {
      const saved = {
        inputs: tensors.slice(0, numInputs),
        constants: tensors.slice(numInputs, numKnown),
        residuals: tensors.slice(numKnown),
      };
      if (isRecording()) {
        const again = (): Tensor => reference(saved.inputs, saved.constants);
        return gradientsByTensors(again, saved.inputs, cotangent).gradients;
      }
      return tidy(() => backward(cotangent, saved));
    };
    // An input that is given back as the value would be taken for an operation on itself.
    return { value: inputs.includes(value) ? value.clone() : value, gradFunc };
  };
  return customGrad(record as unknown as CustomGradCallback)(...inputs);
}
