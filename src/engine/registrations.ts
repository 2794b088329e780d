import { getGradient, getKernel, registerGradient, registerKernel } from '@tensorflow/tfjs-core';
import { unregisterGradient, unregisterKernel, type GradConfig, type KernelConfig } from '@tensorflow/tfjs-core';

/**
 * Registrations that a later `import '@tensorflow/tfjs'` must not undo.
 *
 * TensorFlow.js keeps kernels and gradients in two maps shared through `globalThis`, and registering a name again
 * replaces the old entry without a word. The maps are therefore given a `set` that keeps a pinned entry. Whoever wants
 * to replace one on purpose unregisters it first.
 */
type Registry = Map<string, object>;

const registry = (name: 'gradRegistry' | 'kernelRegistry'): Registry => {
  const globals = (globalThis as unknown as { _tfGlobals: Map<string, Registry> })._tfGlobals;
  return globals.get(name)!;
};

function keepPinned(map: Registry, pinned: Map<string, object>): void {
  const set = map.set.bind(map);
  map.set = (key, value) => {
    const ours = pinned.get(key);
    return ours !== undefined && map.get(key) === ours ? map : set(key, value);
  };
}

const pinnedGradients = new Map<string, object>();
const pinnedKernels = new Map<string, object>();
keepPinned(registry('gradRegistry'), pinnedGradients);
keepPinned(registry('kernelRegistry'), pinnedKernels);

/** Registers a gradient in place of TensorFlow.js's own, for good. */
export function pinGradient(config: GradConfig): void {
  if (getGradient(config.kernelName) !== undefined) unregisterGradient(config.kernelName);
  pinnedGradients.set(config.kernelName, config);
  registerGradient(config);
}

/** Registers a kernel in place of the backend's own, for good. */
export function pinKernel(config: KernelConfig): void {
  if (getKernel(config.kernelName, config.backendName) !== undefined) {
    unregisterKernel(config.kernelName, config.backendName);
  }
  pinnedKernels.set(`${config.backendName}_${config.kernelName}`, config);
  registerKernel(config);
}
