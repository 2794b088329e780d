import { checkInstance } from '../config/checkInstance.js';
import { checkText } from '../config/checkText.js';
import { formatValue } from '../config/formatValue.js';
import { checkModule } from '../modules/checkModule.js';
import type { AnyModule } from '../modules/Module.js';
import { Optimizer } from '../optimizers/Optimizer.js';
import type { OptimizerState } from '../optimizers/OptimizerState.js';
import { nodeFiles } from './nodeFiles.js';
import { decodeSafetensorsInPlace, encodeSafetensors } from './safetensors.js';
import { writeWhole } from './writeWhole.js';

/**
 * What an optimizer remembers as the bytes of a safetensors file: the tensors of `getState` by their names, `step` and
 * `calls` in the metadata. Its options are not among them.
 *
 * @throws Error when it is not an optimizer.
 */
export function encodeOptimizer(optimizer: Optimizer): Uint8Array {
  checkOptimizer('encodeOptimizer', optimizer);
  const { step, calls, tensors } = optimizer.getState();
  return encodeSafetensors(tensors, { step: String(step), calls: String(calls) });
}

/**
 * Sets what an optimizer remembers of a module from the bytes of a safetensors file. With the weights, training goes on
 * to the bit as if it had not stopped.
 *
 * @param optimizer Of the same options as the one that was saved; only the learning rate may differ.
 * @param module Built, with the paths of the one that was trained.
 * @throws Error when the file is damaged, a name is missing or unknown, or a shape or type differs. Then nothing has
 * changed.
 */
export function decodeOptimizer(optimizer: Optimizer, module: AnyModule, bytes: Uint8Array): void {
  checkOptimizer('decodeOptimizer', optimizer);
  checkModule('decodeOptimizer', 'module', module);
  checkInstance('decodeOptimizer', 'bytes', bytes, Uint8Array, 'a Uint8Array');
  const { tensors, metadata } = decodeSafetensorsInPlace(bytes);
  const found: OptimizerState['tensors'] = new Map();
  for (const [name, { shape, values, dtype }] of tensors) {
    // Half the digits of a state would not go on to the bit.
    if (dtype !== 'F32' || !(values instanceof Float32Array))
      throw new Error(`decodeOptimizer: ${name} must be F32, got ${dtype}`);
    found.set(name, { shape, values });
  }
  optimizer.setState(module, { step: count(metadata, 'step'), calls: count(metadata, 'calls'), tensors: found });
}

/** A whole number of the metadata, which holds texts. */
function count(metadata: Readonly<Record<string, string>>, name: string): number {
  const text = Object.hasOwn(metadata, name) ? metadata[name] : undefined;
  if (text !== undefined && /^\d{1,15}$/.test(text)) return Number(text);
  throw new Error(`decodeOptimizer: metadata must hold ${name}, a whole number, got ${formatValue(text)}`);
}

function checkOptimizer(where: string, optimizer: Optimizer): void {
  checkInstance(where, 'optimizer', optimizer, Optimizer, 'an Optimizer');
}

/**
 * Writes what an optimizer remembers to a safetensors file, as {@link encodeOptimizer}. The file appears whole or not at
 * all. Node only.
 *
 * @param path Replaced if it exists.
 * @throws Error when the file cannot be written, and in a browser, where {@link encodeOptimizer} gives its bytes.
 */
export async function saveOptimizer(optimizer: Optimizer, path: string): Promise<void> {
  checkOptimizer('saveOptimizer', optimizer);
  checkText('saveOptimizer', 'path', path);
  await writeWhole('saveOptimizer', path, () => encodeOptimizer(optimizer), 'encodeOptimizer');
}

/**
 * Reads what an optimizer remembers of a module from a safetensors file. Node only.
 *
 * @throws Error when the file cannot be read, in a browser, and as {@link decodeOptimizer}, which takes bytes.
 */
export async function loadOptimizer(optimizer: Optimizer, module: AnyModule, path: string): Promise<void> {
  checkOptimizer('loadOptimizer', optimizer);
  checkModule('loadOptimizer', 'module', module);
  checkText('loadOptimizer', 'path', path);
  const { readFile } = nodeFiles('loadOptimizer', path, 'decodeOptimizer');
  decodeOptimizer(optimizer, module, await readFile(path));
}
