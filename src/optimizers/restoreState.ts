import { tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkInstance } from '../config/checkInstance.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { formatValue } from '../config/formatValue.js';
import { checkSizes, formatShape, shapeMatches, sizeOf, type Shape } from '../engine/shapes.js';
import { checkModule } from '../modules/checkModule.js';
import type { AnyModule } from '../modules/Module.js';
import type { Parameter } from '../modules/Parameter.js';
import type { OptimizerMemory, Remembered, Slots } from './OptimizerMemory.js';
import type { OptimizerOptions } from './OptimizerOptions.js';
import { stateNames, type OptimizerState } from './OptimizerState.js';

/** Whose state is set. */
interface Restored {
  /** Name of the optimizer's class. */
  where: string;
  memory: OptimizerMemory;
  options: OptimizerOptions;
  /** The state of a parameter before its first update: names and shapes. */
  init: (value: Tensor) => Slots;
}

/**
 * Fills a memory with a state of a module's parameters.
 *
 * @throws Error when a name is unknown or missing, or a shape differs; then nothing has changed.
 */
export function restoreState(
  { where, memory, options, init }: Restored,
  module: AnyModule,
  state: OptimizerState,
): void {
  checkModule(where, 'module', module);
  const { step, calls, tensors } = checkObject(where, 'state', state);
  checkNumber(where, 'state.step', step, { whole: true, atLeast: 0 });
  const { gradientAccumulationSteps = 1, useEma = false } = options;
  checkNumber(where, 'state.calls', calls, { whole: true, atLeast: 0, below: gradientAccumulationSteps });
  checkInstance(where, 'state.tensors', tensors, Map, 'a Map');
  tidy(() => {
    const left = new Map(tensors);
    const take = (name: string, shape: Shape): Tensor | undefined => {
      const given = left.get(name);
      if (given === undefined) return undefined;
      left.delete(name);
      return asTensor(where, name, given, shape);
    };
    const restored: [path: string, parameter: Parameter, remembered: Remembered][] = [];
    for (const [path, parameter] of module.parameters()) {
      const updated = { slots: init(parameter.value), average: useEma ? parameter.value : undefined };
      const expected = stateNames(path, updated);
      const accumulated = calls > 0 ? take(`accumulated.${path}`, parameter.shape) : undefined;
      const found = new Map([...expected].map(([name, { shape }]) => [name, take(name, shape)]));
      const missing = [...found].find(([, one]) => one === undefined);
      const none = [...found.values()].every((one) => one === undefined);
      if (missing !== undefined && !none) {
        throw new Error(`${where}: state.tensors must hold ${missing[0]} with the others, got none`);
      }
      const slots = Object.keys(updated.slots).map((slot) => [slot, found.get(`slots.${path}.${slot}`)] as const);
      const remembered = none
        ? {}
        : { slots: Object.fromEntries(slots) as Slots, average: found.get(`average.${path}`) };
      if (!none || accumulated !== undefined) restored.push([path, parameter, { ...remembered, accumulated }]);
    }
    if (left.size > 0) {
      const [name] = left.keys();
      throw new Error(`${where}: state.tensors must hold what it remembers of ${module.name}, got '${name}'`);
    }
    memory.clear();
    for (const [path, parameter, remembered] of restored) memory.replace(path, parameter, remembered);
  });
  memory.step = step;
  memory.calls = calls;
}

function asTensor(where: string, name: string, given: { shape: Shape; values: Float32Array }, expected: Shape): Tensor {
  const { shape, values } = checkObject(where, `state.tensors of ${name}`, given);
  checkSizes(where, `shape of ${name}`, shape);
  if (!shapeMatches(shape, expected)) {
    throw new Error(`${where}: ${name} must have shape ${formatShape(expected)}, got ${formatShape(shape)}`);
  }
  checkInstance(where, `values of ${name}`, values, Float32Array, 'a Float32Array');
  if (values.length !== sizeOf(shape)) {
    throw new Error(`${where}: values of ${name} must be ${sizeOf(shape)}, got ${formatValue(values.length)}`);
  }
  // A tensor of typed values may share their memory, which the caller may change.
  return tensor(values.slice(), [...shape], 'float32');
}
