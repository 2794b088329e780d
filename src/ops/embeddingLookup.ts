import { gather, reshape, unsortedSegmentSum, type Rank, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { checkTensor } from '../engine/checkTensor.js';
import { customGradient } from '../engine/customGradient.js';
import { checkShape, sizeOf } from '../engine/shapes.js';

/**
 * Rows of a table: `rows[…, :] = table[ids[…], :]`.
 *
 * The gradient adds each row's to the table's in one pass, O(ids · width); no one-hot matrix is made.
 *
 * @param table `[vocabulary, width]`, float32.
 * @param ids Row numbers, int32, of any shape.
 * @returns `[…ids, width]`. Differentiable any number of times by the table.
 * @throws Error when the table is not a matrix, ids are not int32, or one of them is not a row.
 */
export function embeddingLookup(table: Tensor, ids: Tensor): Tensor {
  checkShape('embeddingLookup', 'table', table, ['any', 'any'], 'float32');
  const [vocabulary, width] = table.shape;
  checkIndices('embeddingLookup', 'ids', ids, vocabulary);
  const lookup = ([rows]: Tensor[], [at]: Tensor[]): Tensor => gather(rows, at as Tensor1D);
  return customGradient({
    inputs: [table],
    constants: [ids],
    forward: (inputs, constants) => ({ value: lookup(inputs, constants) }),
    // TensorFlow.js's own gradient of gather transposes the whole table's once more.
    backward: (cotangent, { constants: [at] }) => {
      const count = sizeOf(at.shape);
      const rows = reshape(cotangent, [count, width]);
      return [unsortedSegmentSum(rows, reshape<Rank.R1>(at, [count]), vocabulary)];
    },
    reference: lookup,
  });
}

/**
 * Refuses indices outside of `[0, count)`. Backends differ in what they would do: read another row, zeros, garbage.
 *
 * @param allowed One value that passes although it is outside.
 */
export function checkIndices(where: string, name: string, indices: Tensor, count: number, allowed?: number): void {
  checkTensor(where, name, indices, 'int32');
  for (const index of indices.dataSync()) {
    if ((index < 0 || index >= count) && index !== allowed) {
      throw new Error(`${where}: ${name} must be in [0, ${count}), got ${index}`);
    }
  }
}
