import { Identity, type Tensor } from '@tensorflow/tfjs-core';
import { aliasOf } from './aliasOf.js';
import { recordOperation } from './tape.js';

/** A tensor that its owner disposes apart from x, with x's numbers and gradient: a clone, without a kernel. */
export function passOn(x: Tensor): Tensor {
  const passed = aliasOf(x);
  recordOperation({
    name: Identity,
    inputs: { x },
    outputs: [passed],
    saved: [],
    // TensorFlow.js's own walk takes each gradient for a tensor of its own.
    gradients: ([cotangent]) => ({ x: () => cotangent!.clone() }),
  });
  return passed;
}
