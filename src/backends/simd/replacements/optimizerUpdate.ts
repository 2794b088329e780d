import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { addKernel } from '../addKernel.js';
import { withBlockTable } from '../blockTable.js';
import { ELEMENTS } from '../chunks.js';
import type { SimdBackend } from '../SimdBackend.js';

/** What the caller says of the tensors, see {@link addOptimizerUpdates}. */
interface UpdateOptions {
  /** How many tensors of state a parameter has. */
  numSlots: number;
  /** The share of each parameter that goes before its update; NaN where none does. */
  decays: number[];
  /** The numbers of the rule, the same number of them for each parameter. */
  numbers: number[];
}

const NAMES = ['adamUpdate', 'amsgradUpdate', 'lionUpdate', 'momentumUpdate', 'nesterovUpdate', 'sgdUpdate'];

/**
 * Our updates of optimizers: all parameters in one pass, in place. They answer with nothing.
 *
 * The inputs are, in order, value, gradient and state of one parameter after the other, then the number that gradients
 * are multiplied with, if any. The caller sees to it that nobody else holds a value or a state.
 */
export function addOptimizerUpdates(): void {
  for (const name of NAMES) {
    addKernel(name, (call) => {
      const simd = call.backend as SimdBackend;
      const { numSlots, decays, numbers } = call.attrs as unknown as UpdateOptions;
      const tensors = Object.values(call.inputs) as TensorInfo[];
      const addresses = tensors.map((x) => simd.address(x));
      const width = 2 + numSlots;
      const numNumbers = numbers.length / decays.length;
      const blocks = decays.map((decay, i) => ({
        size: sizeOf(tensors[i * width].shape),
        addresses: addresses.slice(i * width, (i + 1) * width),
        decay: Number.isNaN(decay) ? undefined : decay,
        numbers: numbers.slice(i * numNumbers, (i + 1) * numNumbers),
      }));
      const factor = addresses[decays.length * width] ?? 0;
      withBlockTable(simd, blocks, (table, items) => {
        try {
          simd.run(name, { items, chunk: ELEMENTS / 2 }, table, factor);
        } catch (error) {
          const lost = 'parameters and optimizer may be changed in part and must be loaded again';
          throw new Error(`simd: ${lost}: ${String(error)}`, { cause: error });
        }
      });
      return [];
    });
  }
}
