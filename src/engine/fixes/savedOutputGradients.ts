import { Exp, exp, getGradient, Pow, pow, Sigmoid, sigmoid, Softmax, softmax, Tanh, tanh } from '@tensorflow/tfjs-core';
import type { NamedAttrMap, SoftmaxAttrs, Tensor } from '@tensorflow/tfjs-core';
import { pinGradient } from '../registrations.js';
import { isRecording } from '../tape.js';

/**
 * Second derivatives through operations whose gradient reads their own saved output.
 *
 * The engine records the copy of a saved output before the operation itself, so that a second differentiation does not
 * connect the two: d²(x·eˣ) at 1 comes out as 5.44, silently, instead of 8.15. Here the output is computed anew from
 * the inputs whenever a second derivative is asked for; a first derivative reads the saved output as before.
 */
export function fixSavedOutputGradients(): void {
  recomputeOutput(Exp, ['x'], ([x]) => exp(x));
  recomputeOutput(Tanh, ['x'], ([x]) => tanh(x));
  recomputeOutput(Sigmoid, ['x'], ([x]) => sigmoid(x));
  recomputeOutput(Pow, ['a', 'b'], ([a, b]) => pow(a, b));
  recomputeOutput(Softmax, ['logits'], ([x], attributes) => softmax(x, (attributes as unknown as SoftmaxAttrs).dim));
}

function recomputeOutput(
  kernelName: string,
  inputsToSave: string[],
  compute: (inputs: Tensor[], attributes: NamedAttrMap) => Tensor,
): void {
  const original = getGradient(kernelName);
  const numRead = original.inputsToSave?.length ?? 0;
  pinGradient({
    kernelName,
    inputsToSave,
    outputsToSave: [true],
    gradFunc: (cotangent, saved, attributes) => {
      const inputs = saved.slice(0, inputsToSave.length);
      const output = isRecording() ? compute(inputs, attributes) : saved[inputsToSave.length];
      return original.gradFunc(cotangent, [...inputs.slice(0, numRead), output], attributes);
    },
  });
}
