import { cast, greaterEqual, less, lessEqual, greater, mul, sub, type Tensor } from '@tensorflow/tfjs-core';
import { Maximum, Minimum, SquaredDifference } from '@tensorflow/tfjs-core';
import { pinGradient } from '../registrations.js';
import { sumToShape } from '../sumToShape.js';

/**
 * TensorFlow.js forgets to sum the gradients of `maximum`, `minimum` and `squaredDifference` over broadcast axes, and
 * refuses the result: "The gradient of input 'b' has shape '3,4', which does not match the shape of the input '4'".
 */
export function fixBroadcastGradients(): void {
  const select = (kernelName: string, takesA: typeof greater, takesB: typeof greater): void => {
    pinGradient({
      kernelName,
      inputsToSave: ['a', 'b'],
      gradFunc: (cotangent, saved) => {
        const dy = cotangent as Tensor;
        const [a, b] = saved;
        return {
          a: () => sumToShape(mul(dy, cast(takesA(a, b), 'float32')), a.shape),
          b: () => sumToShape(mul(dy, cast(takesB(a, b), 'float32')), b.shape),
        };
      },
    });
  };
  select(Maximum, greaterEqual, less);
  select(Minimum, lessEqual, greater);
  pinGradient({
    kernelName: SquaredDifference,
    inputsToSave: ['a', 'b'],
    gradFunc: (cotangent, saved) => {
      const dy = cotangent as Tensor;
      const [a, b] = saved;
      return {
        a: () => sumToShape(mul(dy, mul(2, sub(a, b))), a.shape),
        b: () => sumToShape(mul(dy, mul(2, sub(b, a))), b.shape),
      };
    },
  });
}
