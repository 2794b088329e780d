import { customGrad, engine, Identity, type Tensor } from '@tensorflow/tfjs-core';

/** The same values, cut off from what they were computed of: no gradient flows back through the result. */
export function stopGradient<T extends Tensor>(x: T): T {
  // A custom gradient without inputs leaves nothing on the tape to follow. `x.clone()` would: it records itself.
  const copy = (): { value: T; gradFunc: () => Tensor[] } => {
    const value: T = engine().runKernel(Identity, { x });
    return { value, gradFunc: () => [] };
  };
  return customGrad<T>(copy)();
}
