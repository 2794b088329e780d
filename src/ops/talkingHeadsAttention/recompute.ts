import { add, div, exp, matMul, mul, scalar, sub, where, type Tensor } from '@tensorflow/tfjs-core';
import { customGradient } from '../../engine/customGradient.js';
import { sumToShape } from '../../engine/sumToShape.js';
import { dropoutMask } from '../dropout.js';
import { maskedExponentials } from '../maskedSoftmax.js';
import { mixHeads, mixHeadsWeightGradient, unmixHeads } from '../mixHeads.js';
import { softmaxGradient } from '../softmax.js';
import type { Attention } from './AttentionOptions.js';
import { AttentionTensors, type AttentionGradients } from './AttentionTensors.js';
import { additiveMask, attend, headsFirst, referenceScores } from './reference.js';

/**
 * Attention as one operation: keeps the inputs and, of each row of scores, the largest logit and the sum of the
 * exponentials; the backward pass computes the scores again from them, bit for bit.
 */
export function recomputeAttention(attention: Attention): Tensor {
  const problem = new AttentionTensors(attention);
  return customGradient({
    inputs: problem.inputs,
    constants: problem.constants,
    forward: (inputs, constants) => {
      const given = problem.with(inputs, constants);
      const { scores, statistics } = forwardScores(given);
      return { value: attend(scores, given.value, attention.dropout), residuals: statistics };
    },
    backward: (cotangent, { inputs, constants, residuals }) => {
      const given = problem.with(inputs, constants);
      const forward = scoresAgain(given, residuals);
      const dOutput = headsFirst(cotangent);
      const kept =
        attention.dropout && dropoutMask(forward.scores.shape, attention.dropout.rate, attention.dropout.key);
      const dropped = kept === undefined ? forward.scores : mul(forward.scores, kept);
      const dValue = headsFirst(matMul(dropped, dOutput, true, false));
      const dDropped = matMul(dOutput, headsFirst(given.value), false, true);
      const dScores = kept === undefined ? dDropped : mul(dDropped, kept);
      return problem.inOrder({ ...scoresGradients(given, forward, dScores), value: dValue });
    },
    reference: (inputs, constants) => {
      const given = problem.with(inputs, constants);
      return attend(referenceScores(given), given.value, attention.dropout);
    },
  });
}

/** {@link recomputeAttention} up to the scores, for a caller who wants those too. */
export function recomputeScores(attention: Attention): Tensor {
  const problem = new AttentionTensors({ ...attention, value: undefined });
  return customGradient({
    inputs: problem.inputs,
    constants: problem.constants,
    forward: (inputs, constants) => {
      const { scores, statistics } = forwardScores(problem.with(inputs, constants));
      return { value: scores, residuals: statistics };
    },
    backward: (cotangent, { inputs, constants, residuals }) => {
      const given = problem.with(inputs, constants);
      return problem.inOrder(scoresGradients(given, scoresAgain(given, residuals), cotangent));
    },
    reference: (inputs, constants) => referenceScores(problem.with(inputs, constants)),
  });
}

/** The tensors of the forward pass that the backward pass reads. */
interface Forward {
  logits: Tensor;
  weights: Tensor;
  scores: Tensor;
}

function forwardScores(attention: Attention): { scores: Tensor; statistics: Tensor[] } {
  const { biased } = biasedLogits(attention);
  const shown = attention.mask?.dtype === 'bool' ? attention.mask : undefined;
  const { exponentials, total, largest } = maskedExponentials(biased, shown, [3]);
  return { scores: mixed(div(exponentials, total), attention.postSoftmaxWeight), statistics: [largest, total] };
}

function scoresAgain(attention: Attention, [largest, total]: Tensor[]): Forward {
  const { logits, biased } = biasedLogits(attention);
  const powers = exp(sub(biased, largest));
  const exponentials = attention.mask?.dtype === 'bool' ? where(attention.mask, powers, scalar(0)) : powers;
  const weights = div(exponentials, total);
  return { logits, weights, scores: mixed(weights, attention.postSoftmaxWeight) };
}

function biasedLogits({ query, key, preSoftmaxWeight, bias, mask, scale }: Attention): {
  logits: Tensor;
  biased: Tensor;
} {
  const logits = mul(matMul(headsFirst(query), headsFirst(key), false, true), scale);
  const premixed = mixed(logits, preSoftmaxWeight);
  const biased = bias === undefined ? premixed : add(premixed, bias);
  return { logits, biased: mask === undefined || mask.dtype === 'bool' ? biased : add(biased, additiveMask(mask)) };
}

function mixed(x: Tensor, weight: Tensor | undefined): Tensor {
  return weight === undefined ? x : mixHeads(x, weight);
}

/** The backward pass from the gradient of the scores U, in the letters of {@link referenceScores}. */
function scoresGradients(attention: Attention, { logits, weights }: Forward, dScores: Tensor): AttentionGradients {
  const { query, key, preSoftmaxWeight, postSoftmaxWeight, bias, scale } = attention;
  const post = mixGradients(weights, postSoftmaxWeight, dScores);
  const dBiased = softmaxGradient(post.scores, weights, [3]);
  const pre = mixGradients(logits, preSoftmaxWeight, dBiased);
  const dProducts = mul(pre.scores, scale);
  return {
    query: headsFirst(matMul(dProducts, headsFirst(key))),
    key: headsFirst(matMul(dProducts, headsFirst(query), true, false)),
    preSoftmaxWeight: pre.weight,
    postSoftmaxWeight: post.weight,
    bias: bias && sumToShape(dBiased, bias.shape),
  };
}

function mixGradients(
  scores: Tensor,
  weight: Tensor | undefined,
  cotangent: Tensor,
): { scores: Tensor; weight?: Tensor } {
  if (weight === undefined) return { scores: cotangent };
  return { scores: unmixHeads(cotangent, weight), weight: mixHeadsWeightGradient(scores, cotangent) };
}
