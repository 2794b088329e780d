import { env, getKernel, Max, Min } from '@tensorflow/tfjs-core';
import type { GPGPUProgram, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { pinKernel } from '../../registrations.js';

/** What the shaders of TensorFlow.js compare the first element with. */
const STARTS = { [Max]: '-1.0 / 1e-20', [Min]: '1.0 / 1e-20' };

/**
 * The largest of numbers below -1e20 is -1e20 on webgl, without a word, and the smallest of numbers above 1e20 is 1e20:
 * the shaders begin there, where they should begin at an infinity.
 */
export function fixExtremes(): void {
  for (const [kernelName, start] of Object.entries(STARTS)) {
    const original = getKernel(kernelName, 'webgl').kernelFunc;
    pinKernel({
      kernelName,
      backendName: 'webgl',
      kernelFunc: (parameters) => {
        const backend = parameters.backend as MathBackendWebGL;
        const run = (program: GPGPUProgram, ...rest: unknown[]): unknown => {
          program.userCode = fromInfinity(program.userCode, start);
          return (backend.runWebGLProgram as (...args: unknown[]) => unknown).call(backend, program, ...rest);
        };
        return original({
          ...parameters,
          backend: Object.create(backend, { runWebGLProgram: { value: run } }) as object,
        });
      },
    });
  }
}

function fromInfinity(shader: string, start: string): string {
  // The first version of WebGL has a uniform in place of the bits.
  const infinity = env().getNumber('WEBGL_VERSION') === 1 ? 'INFINITY' : 'uintBitsToFloat(0x7f800000u)';
  const sign = start.startsWith('-') ? '-' : '';
  return shader
    .replace(`const float initializationValue = ${start};`, `#define initializationValue (${sign}${infinity})`)
    .replaceAll(`vec4(${start})`, 'vec4(initializationValue)');
}
