import { ClipByValue, getKernel, Maximum, Minimum, Relu, type TensorInfo } from '@tensorflow/tfjs-core';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { pinKernel } from '../../registrations.js';

/**
 * On webgl, `clipByValue` leaves four neighbours as they are where one of them is NaN, and `relu` multiplies −∞ by 0. The
 * kernels of `maximum` and `minimum` are right for both.
 */
export function fixClipping(): void {
  const maximum = getKernel(Maximum, 'webgl').kernelFunc;
  const minimum = getKernel(Minimum, 'webgl').kernelFunc;
  const against = (kernel: typeof maximum, x: TensorInfo, bound: number, backend: MathBackendWebGL): TensorInfo => {
    const b = backend.makeTensorInfo([], 'float32', Float32Array.of(bound));
    const result = kernel({ inputs: { a: x, b }, backend, attrs: {} }) as TensorInfo;
    backend.disposeIntermediateTensorInfo(b);
    return result;
  };
  pinKernel({
    kernelName: ClipByValue,
    backendName: 'webgl',
    kernelFunc: ({ inputs, attrs, backend: given }) => {
      const backend = given as MathBackendWebGL;
      const { clipValueMin, clipValueMax } = attrs as { clipValueMin: number; clipValueMax: number };
      const raised = against(maximum, inputs.x!, clipValueMin, backend);
      const clipped = against(minimum, raised, clipValueMax, backend);
      backend.disposeIntermediateTensorInfo(raised);
      return clipped;
    },
  });
  pinKernel({
    kernelName: Relu,
    backendName: 'webgl',
    kernelFunc: ({ inputs, backend }) => against(maximum, inputs.x!, 0, backend as MathBackendWebGL),
  });
}
