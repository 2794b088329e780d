import { _FusedMatMul, BatchMatMul, util, type BatchMatMulAttrs, type TensorInfo } from '@tensorflow/tfjs-core';

const sizeOf = ({ shape }: TensorInfo): number => util.sizeFromShape(shape);

/** Floating-point operations of a kernel that multiplies matrices; 0 of any other. */
export function operationsOf(
  name: string,
  inputs: readonly TensorInfo[],
  outputs: readonly TensorInfo[],
  attributes: object = {},
): number {
  if (name === BatchMatMul || name === _FusedMatMul) {
    const { transposeA } = attributes as Partial<BatchMatMulAttrs>;
    return 2 * sizeOf(outputs[0]) * inputs[0].shape.at(transposeA ? -2 : -1)!;
  }
  if (name !== 'linear' && name !== 'linearGradient') return 0;
  const [x, kernel] = inputs;
  const { summed, by = [] } = attributes as { summed: number; by?: readonly string[] };
  const length = util.sizeFromShape(kernel.shape.slice(0, summed));
  if (name === 'linear') return outputs.reduce((count, output) => count + 2 * sizeOf(output) * length, 0);
  const numKernels = (inputs.length - 1) / 2;
  const units = inputs.slice(1, 1 + numKernels).reduce((count, one) => count + sizeOf(one) / length, 0);
  return by.reduce((count, input, i) => {
    if (input === 'x') return count + 2 * sizeOf(x) * units;
    return input.startsWith('kernel') ? count + 2 * sizeOf(outputs[i]) * (sizeOf(x) / length) : count;
  }, 0);
}
