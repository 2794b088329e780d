import { tensor, tidy } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkFunction } from '../config/checkFunction.js';
import { checkInstance } from '../config/checkInstance.js';
import { checkObject } from '../config/checkObject.js';
import { checkText } from '../config/checkText.js';
import { formatShape, shapeMatches } from '../engine/shapes.js';
import { checkModule } from '../modules/checkModule.js';
import type { AnyModule } from '../modules/Module.js';
import { nodeFiles } from './nodeFiles.js';
import { decodeSafetensorsInPlace, encodeSafetensors } from './safetensors.js';
import { writeWhole } from './writeWhole.js';

/** Options of {@link loadWeights} and {@link decodeWeights}. */
export interface LoadWeightsOptions {
  /** Whether file and module must hold exactly the same names. Default true. */
  strict?: boolean;
  /** Turns a name in the file into a path of the module; undefined leaves the tensor out. Default: as it is. */
  rename?: (name: string) => string | undefined;
}

/**
 * The weights of a module as the bytes of a safetensors file, by path.
 *
 * @throws Error when it is not a module.
 */
export function encodeWeights(module: AnyModule): Uint8Array {
  checkModule('encodeWeights', 'module', module);
  return encodeSafetensors(module.getWeights().map(({ name, shape, values }) => [name, { shape, values }]));
}

/**
 * Sets the weights of a module from the bytes of a safetensors file. They may be F32, F16 or BF16.
 *
 * @throws Error when the file is damaged, a name is missing or unknown (strict), or a shape or type differs. Then no
 * weight has changed.
 */
export function decodeWeights(module: AnyModule, bytes: Uint8Array, options: LoadWeightsOptions = {}): void {
  const { strict, rename } = checkArguments('decodeWeights', module, options);
  checkInstance('decodeWeights', 'bytes', bytes, Uint8Array, 'a Uint8Array');
  const parameters = module.parameters();
  const found = new Map<string, { shape: number[]; values: Float32Array }>();
  const unknown: string[] = [];
  for (const [name, { shape, values, dtype }] of decodeSafetensorsInPlace(bytes).tensors) {
    const path = rename(name);
    if (path === undefined) continue;
    const parameter = parameters.get(path);
    if (parameter === undefined) {
      unknown.push(name);
      continue;
    }
    if (found.has(path)) throw new Error(`loadWeights: rename must give different paths, got '${path}' twice`);
    if (!(values instanceof Float32Array))
      throw new Error(`loadWeights: ${name} must be F32, F16 or BF16, got ${dtype}`);
    if (!shapeMatches(shape, parameter.shape)) {
      throw new Error(
        `loadWeights: ${path} must have shape ${formatShape(parameter.shape)}, got ${formatShape(shape)}`,
      );
    }
    found.set(path, { shape, values });
  }
  const missing = [...parameters.keys()].filter((path) => !found.has(path));
  if (strict && missing.length > 0)
    throw new Error(`loadWeights: the file must hold ${missing.join(', ')}, got one without`);
  if (strict && unknown.length > 0) {
    throw new Error(`loadWeights: ${module.name} must have a parameter for each name, got ${unknown.join(', ')}`);
  }
  tidy(() => {
    for (const [path, { shape, values }] of found) parameters.get(path)!.assign(tensor(values, shape, 'float32'));
  });
}

function checkArguments(where: string, module: AnyModule, options: LoadWeightsOptions): Required<LoadWeightsOptions> {
  const { strict = true, rename = (name: string) => name } = checkObject(where, 'options', options);
  checkModule(where, 'module', module);
  checkBoolean(where, 'strict', strict);
  checkFunction(where, 'rename', rename);
  return { strict, rename };
}

/**
 * Writes the weights of a module to a safetensors file, by path. The file appears whole or not at all. Node only.
 *
 * @param path Replaced if it exists.
 * @throws Error when the file cannot be written, and in a browser, where {@link encodeWeights} gives its bytes.
 */
export async function saveWeights(module: AnyModule, path: string): Promise<void> {
  checkModule('saveWeights', 'module', module);
  checkText('saveWeights', 'path', path);
  await writeWhole('saveWeights', path, () => encodeWeights(module), 'encodeWeights');
}

/**
 * Reads the weights of a module from a safetensors file. The module must be built. Node only.
 *
 * @throws Error when the file cannot be read, in a browser, and as {@link decodeWeights}, which takes bytes.
 */
export async function loadWeights(module: AnyModule, path: string, options: LoadWeightsOptions = {}): Promise<void> {
  checkArguments('loadWeights', module, options);
  checkText('loadWeights', 'path', path);
  const { readFile } = nodeFiles('loadWeights', path, 'decodeWeights');
  decodeWeights(module, await readFile(path), options);
}
