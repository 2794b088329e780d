import { getBackend } from '@tensorflow/tfjs-core';

/** Backends whose arithmetic is that of shaders. */
const GPU_BACKENDS = ['webgl', 'webgpu'];

/** Whether the tests run on a backend whose arithmetic is that of shaders. */
export function isGpu(): boolean {
  return GPU_BACKENDS.includes(getBackend());
}
