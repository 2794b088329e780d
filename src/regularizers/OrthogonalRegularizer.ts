import {
  abs,
  div,
  eye,
  matMul,
  maximum,
  mul,
  scalar,
  sqrt,
  square,
  sub,
  sum,
  tidy,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { checkChoice } from '../config/checkChoice.js';
import { checkMagnitude } from '../config/checkMagnitude.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { checkShape } from '../engine/shapes.js';
import { squareUnit } from '../ops/squareUnit.js';
import { Regularizer } from './Regularizer.js';

const MODES = ['rows', 'columns'] as const;

/** Squares of norms below this count as this, so that zeros have no direction; that of TensorFlow's `l2_normalize`. */
const LEAST_SQUARE = 1e-12;

/** Options of {@link OrthogonalRegularizer}. */
export interface OrthogonalRegularizerOptions {
  /** Factor of the penalty. Default 0.01. */
  factor?: number;
  /** Which vectors of the matrix shall be orthogonal to each other. Default `'rows'`. */
  mode?: (typeof MODES)[number];
}

/**
 * Mean size of the cosines between the vectors of a matrix: `factor · Σ_{i<j} |uᵢ · uⱼ| / (n (n − 1) / 2)`, where u are
 * the n rows or columns scaled to norm 1. As in Keras, 0 where they are orthogonal, whatever their lengths; a single
 * vector has no penalty, where Keras gives NaN.
 */
export class OrthogonalRegularizer extends Regularizer {
  readonly factor: number;
  readonly mode: (typeof MODES)[number];

  /** @throws Error when the factor is not finite, or the mode is unknown. */
  constructor(options: OrthogonalRegularizerOptions = {}) {
    const { factor = 0.01, mode = 'rows' } = checkOptions('OrthogonalRegularizer', options, ['factor', 'mode']);
    super();
    checkNumber('OrthogonalRegularizer', 'factor', factor);
    checkMagnitude('OrthogonalRegularizer', 'factor', factor);
    checkChoice('OrthogonalRegularizer', 'mode', mode, MODES);
    this.factor = factor;
    this.mode = mode;
  }

  /** @throws Error when `x` is not a matrix. */
  override loss(x: Tensor): Tensor {
    checkShape('OrthogonalRegularizer', 'x', x, ['any', 'any'], 'float32');
    const byRows = this.mode === 'rows';
    const count = x.shape[byRows ? 0 : 1]!;
    if (count < 2 || x.size === 0) return scalar(0);
    return tidy(() => {
      const axes = [byRows ? 1 : 0];
      const scaled = div(x, squareUnit(x, axes));
      const units = div(scaled, sqrt(maximum(sum(square(scaled), axes, true), LEAST_SQUARE)));
      const cosines = matMul(units, units, !byRows, byRows);
      const pairs = sum(abs(mul(cosines, sub(1, eye(count)))));
      // Each pair stands there twice.
      return mul(pairs, this.factor / (count * (count - 1)));
    });
  }

  override getConfig(): Record<string, unknown> {
    return { factor: this.factor, mode: this.mode };
  }
}
