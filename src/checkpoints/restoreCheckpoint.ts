import { tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkInstance } from '../config/checkInstance.js';
import { checkObject } from '../config/checkObject.js';
import { checkSizes, formatShape, shapeMatches, sizeOf, type Shape } from '../engine/shapes.js';
import type { AnyModule } from '../modules/Module.js';
import type { Parameter } from '../modules/Parameter.js';
import type { Optimizer } from '../optimizers/Optimizer.js';
import { checkCheckpoint, type Checkpoint } from './Checkpoint.js';
import { CheckpointError } from './CheckpointError.js';

/**
 * Sets the weights of a module and what an optimizer remembers of it. Training then goes on to the bit as if it had not
 * stopped.
 *
 * @param module Built, with the paths and shapes of the one that was trained.
 * @param optimizer Of the same options; only the learning rate may differ.
 * @throws CheckpointError (`mismatch`) that names the first path that does not fit. Then nothing has changed.
 */
export function restoreCheckpoint(checkpoint: Checkpoint, module: AnyModule, optimizer: Optimizer): void {
  checkCheckpoint('restoreCheckpoint', module, optimizer, checkpoint, 'checkpoint');
  const { weights, optimizer: state } = checkpoint;
  checkInstance('restoreCheckpoint', 'checkpoint.weights', weights, Map, 'a Map');
  tidy(() => {
    const values = readWeights(module, weights);
    try {
      optimizer.setState(module, state);
    } catch (cause) {
      throw mismatch(`checkpoint must fit the optimizer, got ${(cause as Error).message}`, { cause });
    }
    for (const [parameter, value] of values) parameter.assign(value);
  });
}

function readWeights(module: AnyModule, weights: Checkpoint['weights']): Map<Parameter, Tensor> {
  const parameters = module.parameters();
  const values = new Map<Parameter, Tensor>();
  for (const [path, parameter] of parameters) {
    const weight = weights.get(path);
    if (weight === undefined) throw mismatch(`checkpoint must hold ${path} of ${module.name}, got none`);
    values.set(parameter, asTensor(path, weight, parameter.shape));
  }
  const unknown = [...weights.keys()].find((path) => !parameters.has(path));
  if (unknown === undefined) return values;
  throw mismatch(`${module.name} must have each parameter of the checkpoint, got one without ${unknown}`);
}

function asTensor(path: string, weight: { shape: Shape; values: Float32Array }, expected: Shape): Tensor {
  const { shape, values } = checkObject('restoreCheckpoint', `weight of ${path}`, weight);
  checkSizes('restoreCheckpoint', `shape of ${path}`, shape);
  checkInstance('restoreCheckpoint', `values of ${path}`, values, Float32Array, 'a Float32Array');
  if (!shapeMatches(shape, expected)) {
    throw mismatch(`${path} must have shape ${formatShape(expected)}, got ${formatShape(shape)}`);
  }
  if (values.length !== sizeOf(shape)) {
    throw mismatch(`values of ${path} must be ${sizeOf(shape)}, got ${values.length}`);
  }
  // A tensor of typed values may share their memory, which the caller may change.
  return tensor(values.slice(), [...shape], 'float32');
}

function mismatch(what: string, options: ErrorOptions = {}): CheckpointError {
  return new CheckpointError(`restoreCheckpoint: ${what}`, { reason: 'mismatch', ...options });
}
