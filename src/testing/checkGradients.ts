import type { Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkFunction } from '../config/checkFunction.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { RandomKey } from '../engine/random/RandomKey.js';
import { directionalErrors } from './directionalErrors.js';
import { GradientReport } from './GradientReport.js';
import { namedTensors, type NamedInputs } from './namedTensors.js';
import { restoringVariables } from './restoringVariables.js';

/** Options of {@link checkGradients}. */
export interface CheckGradientsOptions {
  /**
   * How far each element of an input moves, more or less; inputs larger than 1 move in proportion. Default 2⁻⁷.
   *
   * A good power of two for attention in float32: rounding costs 6e-8 / step and extrapolation step⁴, each times what
   * the function makes of it. A function that bends at a smaller scale (a logarithm near 0.01) needs a smaller one.
   */
  step?: number;
  /** Random directions per input, and for all of them together. Default 8: an error is invisible to one normal to it. */
  directions?: number;
  /**
   * The largest error that passes. Default 5e-4: right gradients of attention stay five to ten times below it, a factor
   * of 1.001 or one zeroed element among many thousands is above.
   */
  tolerance?: number;
  /** Where the directions and the weights of the output's elements come from. Default 0. */
  seed?: number;
  /** Whether a check that fails throws. Default true. */
  throwOnFailure?: boolean;
}

/**
 * Checks the gradients of a function against differences along random directions.
 *
 * With fixed random weights `c` and `F = Σ c · f`, summed in double precision so that float32 rounds only inside of `f`,
 * the change `F(x + h·u) − F(x − h·u)` is compared with what the gradient says of it, for `h` and `h / 2`; the two are
 * extrapolated once (Richardson 1911). The step counted is the one that float32 really makes. An error is a share of
 * `‖gradient‖·‖u‖/√n`, the usual size of a directional derivative, or of a tenth of that of the input where it is
 * largest: a gradient that should be zero is never zero in differences.
 *
 * `f` must be smooth within a few steps of the inputs: a `relu` fails next to 0. Second derivatives are checked by
 * giving a function that takes the first. Leaks nothing and leaves the inputs as they were, also when it throws.
 *
 * @param f Computes a float32 tensor of any shape, the same each time. It reads tensors from its arguments; parameters
 * and variables are moved in place, so that a layer may read its own.
 * @param inputs float32 tensors, parameters or variables in a row, or by name as `layer.parameters()` gives them.
 * @throws Error with the report when it has not passed, and when an argument is not as said.
 */
export function checkGradients(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: NamedInputs,
  options: CheckGradientsOptions = {},
): GradientReport {
  const {
    step = 2 ** -7,
    directions = 8,
    tolerance = 5e-4,
    seed = 0,
    throwOnFailure = true,
  } = checkObject('checkGradients', 'options', options);
  checkFunction('checkGradients', 'f', f);
  checkBoolean('checkGradients', 'throwOnFailure', throwOnFailure);
  checkNumber('checkGradients', 'step', step, { above: 0 });
  checkNumber('checkGradients', 'directions', directions, { whole: true, above: 0 });
  checkNumber('checkGradients', 'tolerance', tolerance, { above: 0 });
  const key = RandomKey.fromSeed(seed);
  const named = namedTensors('checkGradients', inputs);
  const tensors = [...named.values()];
  const groups = [...tensors.keys()].map((i) => [i]).concat([[...tensors.keys()]]);
  const errors = restoringVariables(tensors, () => {
    const errorOf = directionalErrors('checkGradients', f, tensors, key.fold('weights'));
    const draws = Array.from({ length: directions }, (_, i) => key.fold('direction').fold(i));
    return groups.map((moving, i) => Math.max(...draws.map((draw) => errorOf(moving, step, draw.fold(i)))));
  });
  const rows = [...named.keys(), 'all together'].map((name, i) => ({ name, directions, error: errors[i] }));
  const report = new GradientReport(tolerance, rows);
  if (report.passed || !throwOnFailure) return report;
  throw new Error(`checkGradients: gradients must agree with differences, got\n${report.toString()}`);
}
