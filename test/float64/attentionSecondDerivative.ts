import { filled } from './array.js';
import { attentionGradients, type AttentionCotangents } from './attentionGradients.js';
import { mapAttentionInputs, type AttentionInputs, type AttentionOptions } from './AttentionInputs.js';
import { along, constants, derivativesOf } from './derivatives.js';
import { duals, type Dual } from './scalar.js';

/**
 * The derivative of {@link attentionGradients} along directions: `H · u` of every tensor given, exact, in one backward
 * pass of duals.
 *
 * @param directions Where each tensor moves; one that is left out stays.
 */
export function attentionSecondDerivative(
  inputs: AttentionInputs,
  cotangents: AttentionCotangents,
  directions: Partial<AttentionInputs>,
  options: AttentionOptions = {},
): AttentionInputs {
  const moving = mapAttentionInputs(inputs, (x, name) => along(x, directions[name] ?? filled(x.shape, 0)));
  const weights: AttentionCotangents<Dual<number>> = {
    output: constants(duals, cotangents.output),
    scores: cotangents.scores && constants(duals, cotangents.scores),
  };
  return mapAttentionInputs(attentionGradients(duals, moving, weights, options), derivativesOf);
}
