import { matMul, mul, reshape, sum, type Tensor } from '@tensorflow/tfjs-core';
import { checkTensor } from '../engine/checkTensor.js';
import { customGradient } from '../engine/customGradient.js';
import { checkShape, formatShape } from '../engine/shapes.js';

/**
 * Mixes the heads of attention scores: `mixed[…, g, q, k] = Σ_h scores[…, h, q, k] · weight[h, g]`.
 *
 * The linear projection across heads of talking-heads attention (arXiv:2003.02436, P_l and P_w). The scores stay where
 * they are: it is one product of the transposed weight with each `[h, q·k]` block.
 *
 * @param scores `[…, h, q, k]`, float32.
 * @param weight `[h, g]`: input head, output head.
 * @returns `[…, g, q, k]`. Differentiable any number of times by both.
 * @throws Error when the scores have fewer than three axes, or the weight's rows are not the scores' heads.
 */
export function mixHeads(scores: Tensor, weight: Tensor): Tensor {
  checkTensor('mixHeads', 'scores', scores, 'float32');
  if (scores.rank < 3) {
    throw new Error(`mixHeads: scores must have shape [..., h, q, k], got ${formatShape(scores.shape)}`);
  }
  const numHeads = scores.shape[scores.rank - 3];
  checkShape('mixHeads', 'weight', weight, [numHeads, 'any'], 'float32');
  return customGradient({
    inputs: [scores, weight],
    forward: ([x, w]) => ({ value: mix(x, w, true) }),
    backward: (cotangent, { inputs: [x, w] }) => [unmixHeads(cotangent, w), mixHeadsWeightGradient(x, cotangent)],
    reference: ([x, w]) => mixReference(x, w),
  });
}

/** Multiplies every `[heads, q·k]` block by the weight, transposed (h → g) or not (g → h). */
function mix(x: Tensor, weight: Tensor, transposed: boolean): Tensor {
  const blocks = headBlocks(x);
  const mixed = matMul(reshape(weight, [1, ...weight.shape]), blocks, transposed, false);
  return reshape(mixed, [...x.shape.slice(0, -3), mixed.shape[1]!, ...x.shape.slice(-2)]);
}

/** The gradient of {@link mixHeads} by the scores: `[…, g, q, k]` × `[h, g]` → `[…, h, q, k]`. Not differentiable. */
export function unmixHeads(cotangent: Tensor, weight: Tensor): Tensor {
  return mix(cotangent, weight, false);
}

/** The gradient of {@link mixHeads} by the weight, `[h, g]`. Not differentiable. */
export function mixHeadsWeightGradient(scores: Tensor, cotangent: Tensor): Tensor {
  return sum(matMul(headBlocks(scores), headBlocks(cotangent), false, true), 0);
}

/** `[…, h, q, k]` as `[blocks, h, q·k]`. */
function headBlocks(x: Tensor): Tensor {
  const [numHeads, rows, columns] = x.shape.slice(-3);
  const numBlocks = x.shape.slice(0, -3).reduce((product, size) => product * size, 1);
  return reshape(x, [numBlocks, numHeads, rows * columns]);
}

/** The definition, as one broadcast product and a sum. */
function mixReference(scores: Tensor, weight: Tensor): Tensor {
  const [numHeads, numMixed] = weight.shape;
  const lead = scores.shape.slice(0, -3);
  const [rows, columns] = scores.shape.slice(-2);
  const each = reshape(scores, [...lead, numHeads, 1, rows, columns]);
  return sum(mul(each, reshape(weight, [numHeads, numMixed, 1, 1])), lead.length);
}
