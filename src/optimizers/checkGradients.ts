import type { Tensor } from '@tensorflow/tfjs-core';
import { checkInstance } from '../config/checkInstance.js';
import { checkShape } from '../engine/shapes.js';
import { checkModule } from '../modules/checkModule.js';
import type { AnyModule } from '../modules/Module.js';
import type { Parameter } from '../modules/Parameter.js';
import type { OptimizerMemory } from './OptimizerMemory.js';

/**
 * Refuses gradients that are not of a module's parameters, or of other parameters than those remembered, or at a wrong time.
 *
 * @returns By path, the parameters of the module and those of which something is remembered.
 * @throws Error such as `Adam: gradients must be of parameters of dense, got 'kernal'`.
 */
export function checkGradients(
  where: string,
  module: AnyModule,
  gradients: ReadonlyMap<string, Tensor>,
  memory: OptimizerMemory,
): ReadonlyMap<string, Parameter> {
  checkModule(where, 'module', module);
  checkInstance(where, 'gradients', gradients, Map, 'a Map');
  if (memory.averagesInUse) {
    throw new Error(`${where}: apply must not be called within withAverages, which undoes it, got ${module.name}`);
  }
  const parameters = module.parameters();
  for (const [path, gradient] of gradients) {
    const parameter = parameters.get(path);
    if (parameter === undefined) {
      throw new Error(`${where}: gradients must be of parameters of ${module.name}, got '${path}'`);
    }
    checkShape(where, `gradient of ${path}`, gradient, parameter.shape, 'float32');
    // Two models have the same paths: what is remembered of one would change the other.
    if ((memory.of(path).owner ?? parameter) !== parameter) {
      throw new Error(`${where}: module must be the one it updated before, got another '${path}'`);
    }
  }
  const remembered = [...memory.entries()].map(([path, { owner }]) => [path, owner] as const);
  return new Map([...parameters, ...remembered]);
}
