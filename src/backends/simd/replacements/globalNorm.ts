import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { addKernel } from '../addKernel.js';
import { withBlockTable } from '../blockTable.js';
import { ELEMENTS } from '../chunks.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Our `globalNorm`: the Euclidean norm over all inputs together, summed in double precision and rounded once. */
export function addGlobalNorm(): void {
  addKernel('globalNorm', (call) => {
    const simd = call.backend as SimdBackend;
    const blocks = (Object.values(call.inputs) as TensorInfo[]).map((x) => {
      return { size: sizeOf(x.shape), addresses: [simd.address(x)] };
    });
    const result = simd.output([]);
    withBlockTable(simd, blocks, (table, items) => {
      const chunks = Math.ceil(items / ELEMENTS);
      simd.withScratch(chunks * 8, (address) => {
        const { buffer } = simd.heap.memory;
        // A very large job has larger chunks, and leaves places of theirs unused.
        const sums = new Float64Array(buffer, address, chunks).fill(0);
        simd.run('squareSum', { items, chunk: ELEMENTS }, table, address, ELEMENTS);
        const total = sums.reduce((sum, one) => sum + one, 0);
        new Float32Array(buffer, simd.address(result), 1)[0] = Math.sqrt(total);
      });
    });
    return result;
  });
}
