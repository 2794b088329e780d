import { array, broadcastTo, mapArray, type NdArray } from './array.js';
import { attention, type AttentionResult } from './attention.js';
import { einsum } from './einsum.js';
import { gelu } from './gelu.js';
import { layerNorm } from './layerNorm.js';
import { rmsNorm } from './rmsNorm.js';
import { rotary } from './rotary.js';
import type { Field } from './scalar.js';

/** Parameters by path. */
export type Weights<S> = Record<string, NdArray<S>>;

/** What a block of a transformer is told besides its parameters. */
export interface BlockSettings {
  normalization?: 'pre' | 'post';
  norm?: 'layerNorm' | 'rmsNorm';
  feedForward?: 'dense' | 'gated';
  causal?: boolean;
  /** Whether queries and keys are turned by their positions. */
  rotary?: boolean;
  /** `[b, t]`, true where x holds something. */
  mask?: NdArray<boolean>;
  /** `[b, s]`, true where the memory holds something. */
  memoryMask?: NdArray<boolean>;
}

/** `a + b`, b repeated where it is smaller. */
export function plus<S>(field: Field<S>, a: NdArray<S>, b: NdArray<S>): NdArray<S> {
  const { values } = broadcastTo(b, a.shape);
  return mapArray(a, (value, i) => field.add(value, values[i]));
}

/** `a · b`, element by element, b repeated where it is smaller. */
export function times<S>(field: Field<S>, a: NdArray<S>, b: NdArray<S>): NdArray<S> {
  const { values } = broadcastTo(b, a.shape);
  return mapArray(a, (value, i) => field.mul(value, values[i]));
}

/** A block: self-attention, attention to a memory where there is one, and the position-wise network. */
export function transformerBlock<S>(
  field: Field<S>,
  x: NdArray<S>,
  weights: Weights<S>,
  settings: BlockSettings = {},
  memory?: NdArray<S>,
): NdArray<S> {
  const { mask, memoryMask } = settings;
  const shown = withoutPadding(field, x, mask);
  const attended = residual(field, shown, weights, ['attentionNorm', 'attentionBranch'], settings, (y) =>
    attend(field, y, y, weights, 'attention', { ...settings, keyMask: mask }),
  );
  const informed =
    memory === undefined
      ? attended
      : residual(field, attended, weights, ['crossAttention.norm', 'crossAttention.branch'], settings, (y) =>
          attend(field, y, withoutPadding(field, memory, memoryMask), weights, 'crossAttention.attention', {
            keyMask: memoryMask,
          }),
        );
  return residual(field, informed, weights, ['feedForwardNorm', 'feedForwardBranch'], settings, (y) =>
    settings.feedForward === 'gated' ? gated(field, y, weights) : dense(field, y, weights),
  );
}

/** What a part gives, scaled, added to what it reads; normalized before or after. */
function residual<S>(
  field: Field<S>,
  x: NdArray<S>,
  weights: Weights<S>,
  [norm, branch]: [string, string],
  { normalization = 'pre', norm: kind = 'layerNorm' }: BlockSettings,
  part: (y: NdArray<S>) => NdArray<S>,
): NdArray<S> {
  const normalize = (y: NdArray<S>): NdArray<S> => {
    const [gamma, beta] = [weights[`${norm}.gamma`], weights[`${norm}.beta`]];
    return kind === 'rmsNorm'
      ? rmsNorm(field, y, { gamma, epsilon: 1e-5 })
      : layerNorm(field, y, { gamma, beta, epsilon: 1e-5 });
  };
  const given = part(normalization === 'pre' ? normalize(x) : x);
  const scale = weights[`${branch}.scale.gamma`] as NdArray<S> | undefined;
  const sum = plus(field, x, scale === undefined ? given : times(field, given, scale));
  return normalization === 'pre' ? sum : normalize(sum);
}

function attend<S>(
  field: Field<S>,
  x: NdArray<S>,
  memory: NdArray<S>,
  weights: Weights<S>,
  at: string,
  { causal, rotary: turns = false, keyMask }: BlockSettings & { keyMask?: NdArray<boolean> },
): NdArray<S> {
  const weight = (name: string): NdArray<S> => weights[`${at}.${name}`];
  const project = (y: NdArray<S>, name: string): NdArray<S> =>
    plus(field, einsum(field, 'btc,chd->bthd', [y, weight(`${name}.kernel`)]), weight(`${name}.bias`));
  const turned = (y: NdArray<S>): NdArray<S> => (turns ? rotary(field, y, [...Array(y.shape[1]).keys()]) : y);
  const inputs = {
    query: turned(project(x, 'query')),
    key: turned(project(memory, 'key')),
    value: project(memory, 'value'),
    preSoftmaxWeight: weight('preSoftmaxWeight') as NdArray<S> | undefined,
    postSoftmaxWeight: weight('postSoftmaxWeight') as NdArray<S> | undefined,
  };
  const mask = keyMask && array([keyMask.shape[0], 1, 1, keyMask.shape[1]], keyMask.values);
  const { output }: AttentionResult<S> = attention(field, inputs, { causal, mask });
  const kernel = weight('attentionOutput.kernel');
  return plus(field, einsum(field, 'bqhd,hde->bqe', [output, kernel]), weight('attentionOutput.bias'));
}

function linear<S>(field: Field<S>, x: NdArray<S>, weights: Weights<S>, at: string): NdArray<S> {
  const product = einsum(field, 'btc,cd->btd', [x, weights[`${at}.kernel`]]);
  const bias = weights[`${at}.bias`] as NdArray<S> | undefined;
  return bias === undefined ? product : plus(field, product, bias);
}

function dense<S>(field: Field<S>, x: NdArray<S>, weights: Weights<S>): NdArray<S> {
  return linear(field, gelu(field, linear(field, x, weights, 'feedForward.inner')), weights, 'feedForward.outer');
}

function gated<S>(field: Field<S>, x: NdArray<S>, weights: Weights<S>): NdArray<S> {
  const gate = gelu(field, linear(field, x, weights, 'feedForward.gate'));
  const value = linear(field, x, weights, 'feedForward.value');
  return linear(field, times(field, gate, value), weights, 'feedForward.outer');
}

function withoutPadding<S>(field: Field<S>, x: NdArray<S>, mask?: NdArray<boolean>): NdArray<S> {
  const width = x.shape[2];
  return mapArray(x, (value, i) => (mask?.values[Math.floor(i / width)] === false ? field.constant(0) : value));
}
