import type * as TensorFlow from '@tensorflow/tfjs-core';
import { sequence } from './harness/sequence.js';
import type { KernelDefinition } from './kernelCases.js';

/** The inputs of an operation as tensors of whoever computes it. */
export function kernelInputs(tf: typeof TensorFlow, { inputs }: KernelDefinition): TensorFlow.Tensor[] {
  return inputs.map(({ shape, least = 0, below }, i) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const numbers = sequence(size, i + 1);
    if (below === undefined)
      return tf.tensor(
        numbers.map((x) => x + least),
        shape,
        'float32',
      );
    return tf.tensor(
      Int32Array.from(numbers, (x) => x * below),
      shape,
      'int32',
    );
  });
}
