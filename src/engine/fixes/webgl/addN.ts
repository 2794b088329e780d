import { AddN, env, getKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { pinKernel } from '../../registrations.js';

/**
 * The sum of more tensors than a shader can read is put together from sums of fewer, which TensorFlow.js never frees on
 * webgl: each step of training would leave textures behind.
 */
export function fixWebglAddN(): void {
  const original = getKernel(AddN, 'webgl').kernelFunc;
  pinKernel({
    kernelName: AddN,
    backendName: 'webgl',
    kernelFunc: (parameters) => {
      const backend = parameters.backend as MathBackendWebGL;
      const tensors = parameters.inputs as unknown as TensorInfo[];
      const most = env().getNumber('WEBGL_MAX_TEXTURES_IN_SHADER');
      const add = (some: TensorInfo[]): TensorInfo =>
        original({ ...parameters, inputs: some as unknown as typeof parameters.inputs }) as TensorInfo;
      let sum = add(tensors.slice(0, most));
      for (let i = most; i < tensors.length; i += most - 1) {
        const next = add([sum, ...tensors.slice(i, i + most - 1)]);
        backend.disposeIntermediateTensorInfo(sum);
        sum = next;
      }
      return sum;
    },
  });
}
