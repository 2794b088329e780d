import { zeros, type Tensor } from '@tensorflow/tfjs-core';
import {
  All,
  Any,
  Equal,
  Greater,
  GreaterEqual,
  Less,
  LessEqual,
  LogicalAnd,
  LogicalNot,
  LogicalOr,
} from '@tensorflow/tfjs-core';
import { NotEqual } from '@tensorflow/tfjs-core';
import { pinGradient } from '../registrations.js';

/**
 * A comparison is flat, so its gradient is zero. TensorFlow.js has none: "gradient function not found for Greater", for
 * every mask that is computed of a differentiated tensor. Nor has the `any` and `all` of such a mask.
 */
export function fixComparisonGradients(): void {
  const flat = (kernelName: string, inputsToSave: string[]): void => {
    pinGradient({
      kernelName,
      inputsToSave,
      gradFunc: (_cotangent, saved) =>
        Object.fromEntries(saved.map((input: Tensor, i) => [inputsToSave[i], () => zeros(input.shape)])),
    });
  };
  const binary = [Equal, NotEqual, Greater, GreaterEqual, Less, LessEqual, LogicalAnd, LogicalOr];
  for (const kernelName of binary) flat(kernelName, ['a', 'b']);
  for (const kernelName of [LogicalNot, Any, All]) flat(kernelName, ['x']);
}
