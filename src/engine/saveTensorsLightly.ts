import { engine, type Tensor } from '@tensorflow/tfjs-core';
import { aliasOf } from './aliasOf.js';
import { isRecordingTwice } from './tape.js';

/**
 * What operations keep for their gradients is copied without a kernel.
 *
 * TensorFlow.js runs one for each, and records it, in case that the gradient itself is differentiated: a third of all kernels
 * of a training step, where it is not.
 */
export function saveTensorsLightly(): void {
  const copier = engine() as unknown as { clone(x: Tensor): Tensor };
  const recordedCopy = copier.clone.bind(copier);
  copier.clone = (x) => (isRecordingTwice() ? recordedCopy(x) : aliasOf(x));
}
