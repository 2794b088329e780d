import { tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkMagnitude } from '../config/checkMagnitude.js';
import { checkNumber } from '../config/checkNumber.js';
import { randomNormal } from '../engine/random/draw.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import { formatShape, sizeOf, type Shape } from '../engine/shapes.js';
import { SeededInitializer, type SeedOptions } from './SeededInitializer.js';

/** Options of {@link Orthogonal}. */
export interface OrthogonalOptions extends SeedOptions {
  /** Factor of the matrix. Default 1. */
  gain?: number;
}

/**
 * A random orthogonal matrix times `gain` (Saxe et al. 2013, arXiv:1312.6120).
 *
 * All axes but the last are taken as one, as in Keras. The shorter of the two sides is orthonormal: columns of a tall
 * matrix, rows of a wide one.
 */
export class Orthogonal extends SeededInitializer {
  readonly gain: number;

  /** @throws Error when the gain is not finite. */
  constructor(options: OrthogonalOptions = {}) {
    const { gain = 1, seed } = checkOptions('Orthogonal', options, ['gain', 'seed']);
    super({ seed });
    checkNumber('Orthogonal', 'gain', gain);
    checkMagnitude('Orthogonal', 'gain', gain);
    this.gain = gain;
  }

  protected override draw(shape: Shape, key: RandomKey): Tensor {
    if (shape.length < 2) throw new Error(`Orthogonal: shape must have at least 2 axes, got ${formatShape(shape)}`);
    const columns = shape.at(-1)!;
    const rows = sizeOf(shape.slice(0, -1));
    const tall = rows >= columns;
    const [count, length] = tall ? [columns, rows] : [rows, columns];
    const normal = tidy(() => randomNormal(key, [count, length]).dataSync());
    const vectors = Array.from({ length: count }, (_, i) => {
      return Float64Array.from(normal.subarray(i * length, (i + 1) * length));
    });
    orthonormalize(vectors);
    const values = new Float32Array(rows * columns);
    vectors.forEach((vector, i) =>
      vector.forEach((value, j) => (values[tall ? j * columns + i : i * columns + j] = this.gain * value)),
    );
    return tensor(values, [...shape], 'float32');
  }

  override getConfig(): Record<string, unknown> {
    return { gain: this.gain, seed: this.seed };
  }
}

/**
 * Gram and Schmidt's procedure in double precision, each vector against the earlier ones twice: after the second pass
 * the vectors are orthogonal to rounding (Giraud et al. 2005).
 *
 * That is the QR factorization whose R has a positive diagonal, so the result is drawn uniformly from the orthogonal
 * matrices (Mezzadri 2007, arXiv:math-ph/0609050); a Householder QR needs its signs corrected for that.
 */
function orthonormalize(vectors: Float64Array[]): void {
  vectors.forEach((vector, i) => {
    for (let pass = 0; pass < 2; pass++) {
      for (const earlier of vectors.slice(0, i)) addScaled(vector, earlier, -dot(vector, earlier));
    }
    const norm = Math.sqrt(dot(vector, vector));
    vector.forEach((value, j) => (vector[j] = value / norm));
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addScaled(a: Float64Array, b: Float64Array, factor: number): void {
  for (let i = 0; i < a.length; i++) a[i] += factor * b[i];
}
