import type { LayerMixing } from '../training/plots/mixingMatrices.js';

/** A tensor by its name. */
interface NamedTensor {
  name: string;
  shape: readonly number[];
  values: ArrayLike<number>;
}

const PRE = '.preSoftmaxWeight';
const POST = '.postSoftmaxWeight';

/** The mixing matrices among tensors, by the path of their layer: those that have one before and one after the softmax. */
export function mixesOf(tensors: readonly NamedTensor[]): LayerMixing[] {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return tensors.flatMap((before) => {
    if (!before.name.endsWith(PRE)) return [];
    const name = before.name.slice(0, -PRE.length);
    const after = byName.get(`${name}${POST}`);
    return after === undefined ? [] : [{ name, preSoftmax: rowsOf(before), postSoftmax: rowsOf(after) }];
  });
}

function rowsOf({ shape: [rows, columns], values }: NamedTensor): number[][] {
  return Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => values[i * columns + j]));
}
