import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkFunction } from '../config/checkFunction.js';
import { checkObject } from '../config/checkObject.js';
import { watchKernels, type SeeKernel } from '../engine/watchKernels.js';

/** A kernel that made a NaN or an infinity of finite numbers. */
export interface NonFiniteOperation {
  /** Its name: `Log`, `RealDiv`. */
  kernel: string;
  /** Shapes of its inputs, in the order in which the operation names them. */
  inputs: number[][];
  /** Shape of what holds the value: an output, or an input of a kernel that changes its inputs in place. */
  output: number[];
  /** The first that is not finite: NaN, Infinity or −Infinity. */
  value: number;
}

/** A kernel that was given a NaN or an infinity which no kernel made of finite numbers. */
export interface NonFiniteInput {
  /** The first kernel that was given it. */
  kernel: string;
  /** Shape of the input. */
  shape: number[];
  /** The first in it that is not finite. */
  value: number;
}

/** Options of {@link findNonFiniteOperation}. */
export interface FindNonFiniteOptions {
  /** Told of the first input that no watched kernel made of finite numbers: bad data, weights that are spoilt already. */
  onInput?: (input: NonFiniteInput) => void | Promise<void>;
}

/**
 * Runs `f` and finds the first kernel of TensorFlow.js or of ours, forward or backward, that made a NaN or an infinity of
 * finite inputs. Every tensor is read: this is for a step that went wrong, not for all.
 *
 * A kernel without inputs, such as a fill with −Infinity, gives what it was asked for and is blamed for nothing.
 *
 * @param f Run once; what it returns and all that it leaves is freed. It must not return a promise.
 * @returns `undefined` when no kernel is to blame; `onInput` then tells whether a value that is not finite came in.
 * @throws Whatever `f` throws, and Error when it returns a promise.
 */
export async function findNonFiniteOperation(
  f: () => Tensor | void,
  options: FindNonFiniteOptions = {},
): Promise<NonFiniteOperation | undefined> {
  checkFunction('findNonFiniteOperation', 'f', f);
  const { onInput } = checkObject('findNonFiniteOperation', 'options', options);
  if (onInput !== undefined) checkFunction('findNonFiniteOperation', 'onInput', onInput);
  let found: NonFiniteOperation | undefined;
  let came: NonFiniteInput | undefined;
  let returned: unknown;
  const run = (): void => void (returned = f());
  const see: SeeKernel = (kernel, inputs) => {
    if (found !== undefined) return undefined;
    const given = firstNonFinite(inputs);
    if (given !== undefined) {
      came ??= { kernel, ...given };
      return undefined;
    }
    if (inputs.length === 0) return undefined;
    return (outputs) => {
      const made = firstNonFinite(outputs.length === 0 ? inputs : outputs);
      if (made === undefined) return;
      found = { kernel, inputs: inputs.map(({ shape }) => [...shape]), output: made.shape, value: made.value };
    };
  };
  tidy(() => watchKernels(see, run));
  if (returned instanceof Promise) {
    throw new Error('findNonFiniteOperation: f must not return a promise, got one: it would run on unwatched');
  }
  if (came !== undefined) await onInput?.(came);
  return found;
}

/** The first number of some tensors that is not finite, and the shape of its tensor. */
function firstNonFinite(tensors: Tensor[]): { shape: number[]; value: number } | undefined {
  for (const tensor of tensors) {
    // Other types hold whole numbers, flags or texts.
    if (tensor.dtype !== 'float32') continue;
    const value = tensor.dataSync<'float32'>().find((number) => !Number.isFinite(number));
    if (value !== undefined) return { shape: [...tensor.shape], value };
  }
  return undefined;
}
