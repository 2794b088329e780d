/** Importing this makes `simd` a backend: the cpu kernels with our fixes of them, some replaced by SIMD ones. */
import '../../engine/register.js';
import { getKernelsForBackend, registerBackend, registerKernel } from '@tensorflow/tfjs-core';
import { SimdBackend } from './SimdBackend.js';
import { replaceCast } from './replacements/cast.js';

for (const config of getKernelsForBackend('cpu')) {
  const { kernelFunc: inherited } = config;
  registerKernel({
    ...config,
    backendName: 'simd',
    kernelFunc: (parameters) => (parameters.backend as SimdBackend).runWhole(() => inherited(parameters)),
  });
}
replaceCast();
registerBackend('simd', () => new SimdBackend());
