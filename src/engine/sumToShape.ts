import { reshape, sum, type Tensor } from '@tensorflow/tfjs-core';

/** Sums a gradient over the axes its input was broadcast along, back to the input's shape. */
export function sumToShape(gradient: Tensor, shape: number[]): Tensor {
  const extra = gradient.rank - shape.length;
  const axes = gradient.shape.map((size, axis) => ({ size, axis }));
  const broadcast = axes.filter(({ size, axis }) => axis < extra || (shape[axis - extra] === 1 && size !== 1));
  if (broadcast.length === 0) return gradient;
  return reshape(
    sum(
      gradient,
      broadcast.map(({ axis }) => axis),
    ),
    shape,
  );
}
