import { formatShape } from '../../src/engine/shapes.js';
import { rotaryEmbedding } from '../../src/ops/rotaryEmbedding.js';
import type { Random } from '../float64/random.js';
import { rotary } from '../float64/rotary.js';
import { caseOf, type GradientCase } from './GradientCase.js';

/** Shapes `[b, t, h, d]`, the first position, and the base. */
const ROTATIONS: [number[], number, number?][] = [
  [[1, 1, 1, 2], 1],
  [[2, 3, 2, 4], 0],
  [[1, 4, 1, 6], 5],
  [[2, 2, 3, 2], 1000, 500],
  [[1, 2, 2, 8], 100_000],
  [[1, 3, 1, 4], 7, 1],
];

/** Cases of operations on positions. */
export const positionCases: Record<string, (random: Random) => GradientCase[]> = {
  rotaryEmbedding: (random) =>
    ROTATIONS.map(([shape, start, base]) => {
      const positions = Array.from({ length: shape[1] }, (_, t) => start + t);
      return caseOf(
        random,
        `${formatShape(shape)} from position ${start}, base ${base}`,
        [random.normals(shape)],
        ([x]) => rotaryEmbedding(x, positions, { base }),
        (field, [x]) => rotary(field, x, positions, base),
      );
    }),
};
