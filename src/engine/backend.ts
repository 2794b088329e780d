import { checkChoice } from '../config/checkChoice.js';
import { formatValue } from '../config/formatValue.js';
import type { SimdOptions } from './SimdOptions.js';
import { backend, engine, getBackend, setBackend as tfSetBackend } from '@tensorflow/tfjs-core';

/** A backend that can be told how to compute. */
interface ConfigurableBackend {
  configure?(options: object): Promise<void>;
}

/**
 * Chooses the backend that computes from now on: `'simd'`, which does so from the start in Node, `'cpu'`, in a browser also
 * `'webgl'`, which does so there, or any that was registered.
 *
 * @param options How it computes, for a backend that has options: those of `'simd'` are {@link SimdOptions}.
 * @throws Error when the backend is not registered or cannot start, an option is unknown or out of its range, or a BLAS
 * that was asked for cannot be loaded; what computed before does so still.
 * TensorFlow.js itself resolves to `false` then, and may go on with another backend.
 */
export function setBackend(name: 'simd', options?: SimdOptions): Promise<void>;
export function setBackend(name: string, options?: object): Promise<void>;
export async function setBackend(name: string, options?: object): Promise<void> {
  checkChoice('setBackend', 'name', name, Object.keys(engine().registryFactory));
  const before = engine().backendName;
  const started = await tfSetBackend(name).catch(() => false);
  if (started && getBackend() === name) return configure(name, before, options);
  if (before && before !== name) await tfSetBackend(before);
  throw new Error(`setBackend: ${name} cannot start here; still on ${getBackend()}`);
}

async function configure(name: string, before: string, options?: object): Promise<void> {
  if (options === undefined) return;
  const current = backend() as ConfigurableBackend;
  try {
    if (current.configure === undefined) {
      throw new Error(`setBackend: options must be left out for ${name}, which has none, got ${formatValue(options)}`);
    }
    await current.configure(options);
  } catch (error) {
    if (before) await tfSetBackend(before);
    throw error;
  }
}

/** What was chosen here, not by somebody else. */
let chosen: string | undefined;

/**
 * Makes a backend the one that computes in Node, unless it cannot start, or somebody chose another before; a browser takes
 * the fastest that starts.
 */
export function chooseInNode(name: string): void {
  const inNode = typeof process !== 'undefined' && process.versions?.node !== undefined;
  if (!inNode || (engine().backendName || undefined) !== chosen) return;
  // The backends that are chosen from start at once: nothing has to be awaited.
  void tfSetBackend(name);
  if (!(name in engine().registry)) void tfSetBackend(chosen!);
  else chosen = name;
  // The first use of the cpu backend would print an advertisement of tfjs-node.
  Object.assign(backend(), { firstUse: false });
}
