import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { addKernel } from '../addKernel.js';
import { multiplyInto, multiplyMatrices } from '../products/multiplyMatrices.js';
import { reduce } from '../reduce.js';
import type { SimdBackend } from '../SimdBackend.js';

type Inputs = Record<string, TensorInfo | undefined>;

/** Numbers of a task that adds gradients by x. */
const SUMS = 4096;

/**
 * `linear` of x, with `kernel0`, `kernel1` … and each `bias0`, `bias1` …, or without: products over the last `summed` axes of
 * x. `linearGradient` of x, the kernels and `dy0`, `dy1` …: the gradients by those of the inputs of `linear` that `by` names. All
 * float32, with elements.
 */
export function addLinear(): void {
  addKernel('linear', ({ inputs, attrs, backend }) => {
    const simd = backend as SimdBackend;
    const { x, kernels, summed } = parse(inputs, attrs);
    const a = asMatrix(x, x.shape.length - summed);
    const lead = x.shape.slice(0, -summed);
    return kernels.map((kernel, i) => {
      const product = { a, b: asMatrix(kernel, summed), transposeA: false, transposeB: false };
      const ending = { bias: inputs[`bias${i}`], relu: false };
      return { ...multiplyMatrices(simd, product, ending), shape: [...lead, ...kernel.shape.slice(summed)] };
    });
  });
  addKernel('linearGradient', ({ inputs, attrs, backend }) => {
    const simd = backend as SimdBackend;
    const { x, kernels, summed } = parse(inputs, attrs);
    const numLead = x.shape.length - summed;
    const rows = asMatrix(x, numLead);
    const matrices = kernels.map((kernel) => asMatrix(kernel, summed));
    const dy = kernels.map((_, i) => asMatrix(inputs[`dy${i}`]!, numLead));
    return (attrs as unknown as { by: string[] }).by.map((name) => {
      if (name === 'x') return { ...byRows(simd, rows.shape, matrices, dy), shape: x.shape };
      const i = Number(/\d+$/.exec(name)![0]);
      if (name.startsWith('bias')) return { ...sumOfRows(simd, dy[i]), shape: kernels[i].shape.slice(summed) };
      const product = { a: rows, b: dy[i], transposeA: true, transposeB: false };
      return { ...multiplyMatrices(simd, product, { relu: false }), shape: kernels[i].shape };
    });
  });
}

/** The gradient by the rows: the sum, over all products, of what each gives. */
function byRows(simd: SimdBackend, shape: number[], kernels: TensorInfo[], dy: TensorInfo[]): TensorInfo {
  const result = simd.output(shape);
  const to = simd.address(result);
  const size = sizeOf(shape);
  const multiplyOne = (kernel: TensorInfo, i: number, target: number): void =>
    multiplyInto(simd, { a: dy[i], b: kernel, transposeA: false, transposeB: true }, { relu: false }, target);
  if (kernels.length === 1) {
    multiplyOne(kernels[0], 0, to);
    return result;
  }
  simd.withScratch(4 * size * kernels.length, (scratch) => {
    kernels.forEach((kernel, i) => multiplyOne(kernel, i, scratch + 4 * size * i));
    simd.run('addSlices', { items: size, chunk: SUMS }, scratch, kernels.length, size, to);
  });
  return result;
}

function sumOfRows(simd: SimdBackend, x: TensorInfo): TensorInfo {
  return reduce(simd, { x, operation: 'sum', axes: [0], keepDims: false, dtype: 'float32' });
}

function parse(inputs: Inputs, attributes: unknown): { x: TensorInfo; kernels: TensorInfo[]; summed: number } {
  const kernels: TensorInfo[] = [];
  for (let kernel = inputs.kernel0; kernel !== undefined; kernel = inputs[`kernel${kernels.length}`])
    kernels.push(kernel);
  return { x: inputs.x!, kernels, summed: (attributes as { summed: number }).summed };
}

/** A tensor as a matrix whose rows are its first axes. */
function asMatrix({ dataId, dtype, shape }: TensorInfo, numAxes: number): TensorInfo {
  return { dataId, dtype, shape: [sizeOf(shape.slice(0, numAxes)), sizeOf(shape.slice(numAxes))] };
}
