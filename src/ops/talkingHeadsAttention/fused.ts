import { add, logicalAnd, reshape, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core';
import { customGradient } from '../../engine/customGradient.js';
import { runOwnKernel, type KernelOptions } from '../../engine/runOwnKernel.js';
import { sumToShape } from '../../engine/sumToShape.js';
import { drawOptions } from '../dropout.js';
import type { Attention } from './AttentionOptions.js';
import { causalMask } from './attentionMask.js';
import { AttentionTensors } from './AttentionTensors.js';
import { additiveMask, attend, referenceScores } from './reference.js';

/**
 * Attention as one kernel: the scores of a block of queries are computed, mixed and summed over while they are in the cache.
 * Keeps the inputs and, of each row of scores, the largest logit and the sum of the exponentials; the backward pass, one
 * kernel too, computes the scores again.
 *
 * Needs the kernel of the backend in use, and sizes above 0.
 *
 * @param causal Whether keys after a query are hidden as well; what a bool mask need not say then.
 */
export function fusedAttention(attention: Attention, causal: boolean): Tensor {
  const problem = new AttentionTensors(withAdditiveMask(attention));
  const { scale, dropout } = attention;
  const draw = dropout && drawOptions(dropout.rate, dropout.key);
  const options: KernelOptions = { scale, causal, ...draw };
  return customGradient({
    inputs: problem.inputs,
    constants: problem.constants,
    forward: (inputs, constants) => {
      const [value, statistics] = runOwnKernel('attention', tensorsOf(problem.with(inputs, constants)), options)!;
      return { value, residuals: [statistics] };
    },
    backward: (dOutput, { inputs, constants, residuals: [statistics] }) => {
      const tensors = { ...tensorsOf(problem.with(inputs, constants)), dOutput, statistics };
      const gradients = runOwnKernel('attentionGradient', tensors, options)!;
      // That of a bias has the shape of the scores.
      return inputs.map(({ shape }, i) => sumToShape(gradients[i], shape));
    },
    reference: (inputs, constants) => {
      const given = problem.with(inputs, constants);
      return attend(referenceScores(causal ? withCausalMask(given) : given), given.value, dropout);
    },
  });
}

/** The kernel adds to logits or hides them: a mask of floats is something to add. */
function withAdditiveMask(attention: Attention): Attention {
  const { mask, bias } = attention;
  if (mask === undefined || mask.dtype === 'bool') return attention;
  const added = additiveMask(mask);
  return { ...attention, bias: bias === undefined ? added : add(bias, added), mask: undefined };
}

function withCausalMask(attention: Attention): Attention {
  const { query, key, mask } = attention;
  const [numQueries, numKeys] = [query.shape[1]!, key.shape[1]!];
  const past = reshape(causalMask(numQueries, numKeys), [1, 1, numQueries, numKeys]);
  return { ...attention, mask: mask === undefined ? past : logicalAnd(mask, past) };
}

/** What the kernel reads; it has the bias's four axes, counted from the last. */
function tensorsOf({ query, key, value, preSoftmaxWeight, postSoftmaxWeight, bias, mask }: Attention): NamedTensorMap {
  const tensors = { query, key, value, preSoftmaxWeight, postSoftmaxWeight, bias, mask };
  return Object.fromEntries(Object.entries(tensors).filter(([, tensor]) => tensor !== undefined)) as NamedTensorMap;
}
