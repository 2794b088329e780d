import { softplus, type Tensor } from '@tensorflow/tfjs-core';
import { formatShape } from '../../src/engine/shapes.js';
import { getActivation } from '../../src/layers/activations.js';
import { elu } from '../../src/ops/elu.js';
import { geglu, swiglu } from '../../src/ops/gatedLinearUnit.js';
import { mish } from '../../src/ops/mish.js';
import { silu } from '../../src/ops/silu.js';
import * as oracles from '../float64/activations.js';
import type { ArrayFunction } from '../float64/derivatives.js';
import type { Random } from '../float64/random.js';
import { caseOf, type GradientCase } from './GradientCase.js';

type Cases = (random: Random) => GradientCase[];

function casesOf(op: (x: Tensor) => Tensor, oracle: ArrayFunction): Cases {
  return (random) =>
    [[4], [3, 4], [2, 2, 6]].flatMap((shape) =>
      [1, 3].map((deviation) =>
        caseOf(
          random,
          `${formatShape(shape)}, deviation ${deviation}`,
          [random.normals(shape, deviation)],
          ([x]) => op(x),
          oracle,
        ),
      ),
    );
}

const elementCases = (op: (x: Tensor) => Tensor, f: oracles.ElementFunction): Cases =>
  casesOf(op, (field, [x]) => oracles.elementwise(f)(field, x));

/** Cases of the activations that do not have them in `cases.ts`. */
export const activationCases: Record<string, Cases> = {
  silu: elementCases(silu, oracles.silu),
  mish: elementCases(mish, oracles.mish),
  elu: elementCases(elu, oracles.elu),
  softplus: elementCases(softplus, oracles.softplus),
  leakyRelu: elementCases(getActivation('leakyRelu'), oracles.leakyRelu),
  swiglu: casesOf(swiglu, (field, [x]) => oracles.gated(field, x, 'swiglu')),
  geglu: casesOf(geglu, (field, [x]) => oracles.gated(field, x, 'geglu')),
};
