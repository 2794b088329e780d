import * as tf from '@tensorflow/tfjs-core';
import { gelu, layerNorm } from 'talking-heads';
import type { Prepared } from '../harness/Prepared.js';
import { fingerprint } from '../harness/fingerprint.js';
import { kernelCases } from '../kernelCases.js';
import { kernelInputs } from '../kernelInputs.js';

/** What is one operation of ours, and several of TensorFlow.js. */
const OWN: Record<string, (...inputs: tf.Tensor[]) => tf.Tensor> = {
  gelu,
  'gelu, with gradient': (x, dy) => tf.grad(gelu)(x, dy),
  layerNorm: (x) => layerNorm(x),
  'layerNorm, with gradient': (x, dy) => tf.grad((z: tf.Tensor) => layerNorm(z))(x, dy),
};

/** One operation on 4 MB. */
export function prepareKernel({ name }: { name: string }): Prepared {
  const definition = kernelCases[name];
  const inputs = kernelInputs(tf, definition);
  const compute = (): tf.Tensor => tf.tidy(() => OWN[name]?.(...inputs) ?? definition.run(tf, ...inputs));
  return {
    run: () => compute().dispose(),
    check() {
      const result = compute();
      const value = fingerprint(result.dataSync());
      result.dispose();
      return value;
    },
    dispose: () => tf.dispose(inputs),
  };
}
