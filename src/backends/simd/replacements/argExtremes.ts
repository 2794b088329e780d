import { ArgMax, ArgMin, util, type ArgMaxAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { ELEMENTS } from '../chunks.js';
import { elementType } from '../elementType.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Columns that a task looks through at once. */
const COLUMNS = 64;

/**
 * Positions of the largest and smallest numbers of float32 and int32 tensors along an axis: the first of equals, NaN passed
 * over, but 0 where NaN is the first. Other types, and tensors without axes or elements, stay with the cpu kernels.
 */
export function replaceArgExtremes(): void {
  for (const kernelName of [ArgMax, ArgMin]) {
    replaceKernel(kernelName, (call, inherited) => {
      const { x } = call.inputs as { x: TensorInfo };
      const isWide = x.dtype === 'float32' || x.dtype === 'int32';
      if (!isWide || x.shape.length === 0 || sizeOf(x.shape) === 0) return inherited(call);
      const [axis] = util.parseAxisParam((call.attrs as unknown as ArgMaxAttrs).axis, x.shape);
      const simd = call.backend as SimdBackend;
      const result = simd.output(x.shape.toSpliced(axis, 1), 'int32');
      const name = kernelName === ArgMax ? 'argMax' : 'argMin';
      const from = [elementType(x)!.code, simd.address(x)];
      const height = x.shape[axis];
      const width = sizeOf(x.shape.slice(axis + 1));
      const outer = sizeOf(x.shape.slice(0, axis));
      if (width === 1) alongRows(simd, name, from, outer, height, simd.address(result));
      else {
        const job = {
          items: outer * Math.ceil(width / COLUMNS),
          chunk: Math.ceil(ELEMENTS / (height * Math.min(width, COLUMNS))),
        };
        simd.run(`${name}Columns`, job, ...from, simd.address(result), width, height);
      }
      return result;
    });
  }
}

/** Rows that are long are looked through in parts. */
function alongRows(simd: SimdBackend, name: string, from: number[], rows: number, width: number, to: number): void {
  const perPart = width > 2 * ELEMENTS ? ELEMENTS : width;
  const parts = Math.ceil(width / perPart);
  const job = { items: rows * parts, chunk: parts > 1 ? 1 : Math.ceil(ELEMENTS / width) };
  if (parts === 1) {
    simd.run(`${name}Rows`, job, ...from, to, width, 1, width);
    return;
  }
  simd.withScratch(rows * parts * 4, (positions) => {
    simd.run(`${name}Rows`, job, ...from, positions, width, parts, perPart);
    simd.run(`${name}Parts`, { items: rows, chunk: rows }, ...from, positions, to, width, parts);
  });
}
