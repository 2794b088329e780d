import { checkChoice } from '../config/checkChoice.js';
import { backend, engine, getBackend, setBackend as tfSetBackend } from '@tensorflow/tfjs-core';

/**
 * Chooses the backend that computes from now on: `'cpu'`, `'simd'`, in a browser also `'webgl'`, or any that was registered.
 *
 * @throws Error when the backend is not registered or cannot start. TensorFlow.js itself resolves to `false` then, and
 * may go on with another backend.
 */
export async function setBackend(name: string): Promise<void> {
  checkChoice('setBackend', 'name', name, Object.keys(engine().registryFactory));
  const before = engine().backendName;
  const started = await tfSetBackend(name).catch(() => false);
  if (started && getBackend() === name) return;
  if (before && before !== name) await tfSetBackend(before);
  throw new Error(`setBackend: ${name} cannot start here; still on ${getBackend()}`);
}

/** Picks `cpu` in Node unless somebody chose before us; a browser takes the fastest that starts. */
export function chooseDefaultBackend(): void {
  const inNode = typeof process !== 'undefined' && process.versions?.node !== undefined;
  if (!inNode || engine().backendName) return;
  void tfSetBackend('cpu');
  // Its first use would print an advertisement of tfjs-node.
  (backend() as unknown as { firstUse: boolean }).firstUse = false;
}
