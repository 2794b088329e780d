import { tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import type { Optimizer } from '../../../src/optimizers/Optimizer.js';
import { assertSameBits } from '../../helpers/assertClose.js';
import { ListModule } from '../../helpers/ListModule.js';

const SHAPES = [[], [3], [5, 7], [0, 2], [1, 1, 2, 1, 3, 1], [131]];
const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);
const numbers = (size: number, seed: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => 2 * Math.sin((i + 1) * 12.9898 + seed));

/** Parameters of all ranks, odd sizes and none, the same at every call. */
export const start = (shapes: readonly number[][] = SHAPES): ListModule =>
  new ListModule(shapes.map((shape, i) => tensor(numbers(sizeOf(shape), i), shape)));

/** Gradients of call `call`, in steps of a thousand in size, with some exact zeros; freed afterwards. */
export function apply(optimizer: Optimizer, module: ListModule, call: number): void {
  const gradients = new Map(
    module.list.map(({ shape }, i) => {
      const scale = 1000 ** ((i % 3) - 1);
      const values = numbers(sizeOf(shape), 7 * call + i).map((one, k) => (k % 11 === 10 ? 0 : one * scale));
      return [`list.${i}`, tensor(values, [...shape])] as const;
    }),
  );
  try {
    optimizer.apply(module, gradients);
  } finally {
    for (const gradient of gradients.values()) gradient.dispose();
  }
}

/** All values and states. */
export function everything(module: ListModule, optimizer: Optimizer): Map<string, ArrayLike<number>> {
  const state = [...optimizer.getState().tensors].map(([name, { values }]) => [name, values] as const);
  const values = module.list.map(({ value }, i) => [`value ${i}`, value.dataSync()] as const);
  return new Map([...state, ...values]);
}

export function assertSame(got: [ListModule, Optimizer], want: [ListModule, Optimizer], where = ''): void {
  const [a, b] = [everything(...got), everything(...want)];
  assert.deepEqual([...a.keys()], [...b.keys()]);
  for (const [name, values] of b) assertSameBits(a.get(name)!, values, `${name} ${where}`);
}

/** Frees them. */
export const disposeAll = (...items: { dispose(): void }[]): void => items.forEach((item) => item.dispose());

/** The same optimizer; an `update` of its own keeps the kernel away. */
export function withoutKernel(optimizer: Optimizer): Optimizer {
  const update = optimizer.update.bind(optimizer);
  return Object.assign(optimizer, { update });
}
