import { getBackend, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../../config/checkBoolean.js';
import { checkMagnitude } from '../../config/checkMagnitude.js';
import { checkObject } from '../../config/checkObject.js';
import { formatValue } from '../../config/formatValue.js';
import { checkTensor } from '../../engine/checkTensor.js';
import { checkRandomKey } from '../../engine/random/RandomKey.js';
import { tellKernelUse } from '../../engine/kernelUse.js';
import { hasOwnKernel } from '../../engine/runOwnKernel.js';
import { checkBroadcasts, checkShape, sizeOf } from '../../engine/shapes.js';
import { checkDropoutRate } from '../dropout.js';
import type { Attention, AttentionImplementation, AttentionOptions } from './AttentionOptions.js';
import { fusedAttention } from './fused.js';
import { attentionMask, hideUnseen, mayHide } from './attentionMask.js';
import { recomputeAttention, recomputeScores } from './recompute.js';
import { attend, referenceScores } from './reference.js';

/**
 * Talking-heads attention (arXiv:2003.02436): attention whose heads are mixed linearly before and after the softmax.
 *
 * @param query `[b, q, h, d]`, float32.
 * @param key `[b, k, h, d]`.
 * @param value `[b, k, h, v]`.
 * @param preSoftmaxWeight `[h, h]`, input head and output head: mixes the logits.
 * @param postSoftmaxWeight `[h, h]`: mixes the weights.
 * @returns `[b, q, h, v]`; with `returnScores: true` that and the scores `[b, h, q, k]`, which are mixed, not yet
 * dropped out, may be negative and need not sum to 1. Differentiable any number of times by all five and the bias.
 * @throws Error when a shape does not fit, or an option is out of range.
 */
export function talkingHeadsAttention(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  preSoftmaxWeight: Tensor,
  postSoftmaxWeight: Tensor,
  options: AttentionOptions & { returnScores: true },
): [Tensor, Tensor];
export function talkingHeadsAttention(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  preSoftmaxWeight: Tensor,
  postSoftmaxWeight: Tensor,
  options?: AttentionOptions & { returnScores?: false },
): Tensor;
export function talkingHeadsAttention(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  preSoftmaxWeight: Tensor,
  postSoftmaxWeight: Tensor,
  options: AttentionOptions & { returnScores?: boolean } = {},
): Tensor | [Tensor, Tensor] {
  const where = 'talkingHeadsAttention';
  checkInputs(where, query, key, value);
  const numHeads = query.shape[2]!;
  checkShape(where, 'preSoftmaxWeight', preSoftmaxWeight, [numHeads, numHeads], 'float32');
  checkShape(where, 'postSoftmaxWeight', postSoftmaxWeight, [numHeads, numHeads], 'float32');
  return attention(where, { query, key, value, preSoftmaxWeight, postSoftmaxWeight }, options);
}

/**
 * Scaled dot-product attention of several heads (arXiv:1706.03762): {@link talkingHeadsAttention} without mixing.
 *
 * @param query `[b, q, h, d]`, float32.
 * @param key `[b, k, h, d]`.
 * @param value `[b, k, h, v]`.
 * @returns `[b, q, h, v]`; with `returnScores: true` that and the scores `[b, h, q, k]`, before dropout.
 * Differentiable any number of times.
 * @throws Error when a shape does not fit, or an option is out of range.
 */
export function dotProductAttention(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  options: AttentionOptions & { returnScores: true },
): [Tensor, Tensor];
export function dotProductAttention(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  options?: AttentionOptions & { returnScores?: false },
): Tensor;
export function dotProductAttention(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  options: AttentionOptions & { returnScores?: boolean } = {},
): Tensor | [Tensor, Tensor] {
  checkInputs('dotProductAttention', query, key, value);
  return attention('dotProductAttention', { query, key, value }, options);
}

function checkInputs(where: string, query: Tensor, key: Tensor, value: Tensor): void {
  checkShape(where, 'query', query, ['any', 'any', 'any', 'any'], 'float32');
  const [batch, , numHeads, keyDim] = query.shape as Sizes;
  checkShape(where, 'key', key, [batch, 'any', numHeads, keyDim], 'float32');
  checkShape(where, 'value', value, [batch, key.shape[1]!, numHeads, 'any'], 'float32');
}

type Sizes = [number, number, number, number];
type Inputs = Pick<Attention, 'query' | 'key' | 'value' | 'preSoftmaxWeight' | 'postSoftmaxWeight'>;

function attention(
  where: string,
  inputs: Inputs,
  options: AttentionOptions & { returnScores?: boolean },
): Tensor | [Tensor, Tensor] {
  const {
    causal = false,
    dropoutRate = 0,
    randomKey,
    masking = 'robust',
    bias,
    implementation = 'auto',
    returnScores = false,
  } = checkObject(where, 'options', options);
  const [batch, numQueries, numHeads, keyDim] = inputs.query.shape as Sizes;
  const numKeys = inputs.key.shape[1]!;
  const scores = [batch, numHeads, numQueries, numKeys];
  const scale = options.scale ?? 1 / Math.sqrt(keyDim);
  checkBoolean(where, 'causal', causal);
  checkBoolean(where, 'returnScores', returnScores);
  checkDropoutRate(where, dropoutRate, 'dropoutRate');
  if (randomKey !== undefined) checkRandomKey(where, 'randomKey', randomKey);
  if (dropoutRate > 0 && randomKey === undefined) {
    throw new Error(`${where}: randomKey must be given when dropoutRate is above 0, got none`);
  }
  if (keyDim === 0 && options.scale === undefined) {
    throw new Error(`${where}: scale must be given where query and key have size 0, got none`);
  }
  if (!Number.isFinite(scale)) throw new Error(`${where}: scale must be finite, got ${formatValue(scale)}`);
  checkMagnitude(where, 'scale', scale);
  if (masking !== 'robust' && masking !== 'additive') {
    throw new Error(`${where}: masking must be 'robust' or 'additive', got ${formatValue(masking)}`);
  }
  if (bias !== undefined) {
    checkTensor(where, 'bias', bias, 'float32');
    checkBroadcasts(where, 'bias', bias.shape, scores);
  }
  if (options.mask !== undefined) checkTensor(where, 'mask', options.mask);
  checkImplementation(where, implementation);
  return tidy((): Tensor | [Tensor, Tensor] => {
    const robust = masking === 'robust';
    const hides = robust && mayHide(options.mask, causal, numQueries, numKeys);
    const dropout = dropoutRate > 0 ? { rate: dropoutRate, key: randomKey! } : undefined;
    const given: Attention = { ...inputs, bias, scale, dropout };
    const chosen = choose(where, implementation, inputs, scores, returnScores);
    // A kernel counts keys itself rather than read them from a mask.
    const counts = chosen === 'fused' && robust && causal;
    const mask = counts && !hides ? undefined : attentionMask(where, scores, options);
    const problem: Attention = { ...given, ...(hides ? hideUnseen(inputs, mask!) : {}), mask };
    if (chosen === 'fused') return fusedAttention(problem, counts);
    if (returnScores) {
      const u = chosen === 'reference' ? referenceScores(problem) : recomputeScores(problem);
      return [attend(u, problem.value, problem.dropout), u];
    }
    if (chosen === 'recompute') return recomputeAttention(problem);
    return attend(referenceScores(problem), problem.value, problem.dropout);
  });
}

/** Scores of more bytes than this are computed again rather than kept: the plain operations keep several copies. */
const KEPT_SCORES_BYTES = 64 * 2 ** 20;

function checkImplementation(where: string, implementation: AttentionImplementation): void {
  if (['auto', 'fused', 'reference', 'recompute'].includes(implementation)) return;
  const known = "'auto', 'fused', 'reference' or 'recompute'";
  throw new Error(`${where}: implementation must be ${known}, got ${formatValue(implementation)}`);
}

function choose(
  where: string,
  implementation: AttentionImplementation,
  { query, value }: Inputs,
  scores: number[],
  returnsScores: boolean,
): Exclude<AttentionImplementation, 'auto'> {
  if (implementation === 'reference' || implementation === 'recompute') {
    tellKernelUse('attention', `implementation '${implementation}' was asked for`);
    return implementation;
  }
  const isFused = hasOwnKernel('attention');
  if (implementation === 'fused' && !isFused) {
    throw new Error(`${where}: implementation 'fused' needs the backend 'simd', got '${getBackend()}'`);
  }
  if (sizeOf(scores) === 0 || query.size === 0 || value.size === 0) {
    tellKernelUse('attention', 'there is nothing to compute');
    return 'reference';
  }
  if (isFused && !returnsScores) return 'fused';
  if (isFused) tellKernelUse('attention', 'the kernel never has all scores, which are to be returned');
  return implementation === 'fused' || 4 * sizeOf(scores) > KEPT_SCORES_BYTES ? 'recompute' : 'reference';
}
