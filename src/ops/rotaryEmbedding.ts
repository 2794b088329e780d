import { add, concat, mul, neg, split, sub, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkArray } from '../config/checkArray.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { customGradient } from '../engine/customGradient.js';
import { checkShape, formatShape } from '../engine/shapes.js';
import { positionAngles } from './positionAngles.js';

/** Options of {@link rotaryEmbedding}. */
export interface RotaryEmbeddingOpOptions {
  /** The slowest pair turns by nearly `1 / base` a position. Default 10000, as in the paper. */
  base?: number;
}

/**
 * Rotary position embedding (RoFormer, arXiv:2104.09864, §3.2): turns pairs of features by angles that grow with the
 * position, so that products of queries with keys depend only on how far apart they are.
 *
 * ```
 * θ[t, i] = positions[t] / base^(2i / d)                               i = 0 … d/2 − 1
 * y[i]       = x[i] · cos θ[t, i] − x[i + d/2] · sin θ[t, i]
 * y[i + d/2] = x[i + d/2] · cos θ[t, i] + x[i] · sin θ[t, i]
 * ```
 *
 * A pair is made of the features `i` and `i + d/2` (half-split, as in Llama); the paper pairs `2i` and `2i + 1`, which
 * is the same up to the order of the features. Angles are computed in double precision.
 *
 * @param x `[b, t, h, d]`, float32, d even.
 * @param positions One finite number for each of the `t` positions.
 * @returns `[b, t, h, d]`. The gradient is turned back by the same angles; differentiable any number of times by x.
 * @throws Error when a shape, the number of positions or an option does not fit.
 */
export function rotaryEmbedding(
  x: Tensor,
  positions: ArrayLike<number>,
  options: RotaryEmbeddingOpOptions = {},
): Tensor {
  const where = 'rotaryEmbedding';
  const { base = 10000 } = checkObject(where, 'options', options);
  checkShape(where, 'x', x, ['any', 'any', 'any', 'any'], 'float32');
  const [, length, , width] = x.shape as [number, number, number, number];
  if (width % 2 !== 0) throw new Error(`${where}: x must have an even last size, got ${formatShape(x.shape)}`);
  checkArray(where, 'positions', positions);
  if (positions.length !== length) {
    throw new Error(`${where}: positions must be ${length} numbers, got ${positions.length}`);
  }
  for (let t = 0; t < length; t++) checkNumber(where, `positions[${t}]`, positions[t]);
  checkNumber(where, 'base', base, { atLeast: 1 });
  return tidy(() => {
    const angles = positionAngles(positions, width, base);
    const [cosine, sine] = [Math.cos, Math.sin].map((wave) =>
      tensor(Float32Array.from(angles, wave), [length, 1, width / 2]),
    );
    return customGradient({
      inputs: [x],
      constants: [cosine, sine],
      forward: ([z], [cos, sin]) => ({ value: rotated(z, cos, sin) }),
      backward: (cotangent, { constants: [cos, sin] }) => [rotated(cotangent, cos, neg(sin))],
      reference: ([z], [cos, sin]) => rotated(z, cos, sin),
    });
  });
}

/** @param cos `[t, 1, d/2]`, as `sin`. */
function rotated(x: Tensor, cos: Tensor, sin: Tensor): Tensor {
  const [first, second] = split(x, 2, 3);
  return concat([sub(mul(first, cos), mul(second, sin)), add(mul(second, cos), mul(first, sin))], 3);
}
