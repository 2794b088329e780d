import { GraphBuilder } from './GraphBuilder.js';

/** What a model of attention computes, apart from sizes. */
export interface AttentionForm {
  /** Whether heads are mixed. */
  mixes: boolean;
  bias: boolean;
  /** Rank and type of the mask. */
  mask?: { rank: number; type: 'bool' | 'float' };
  causal: boolean;
  masking: 'robust' | 'additive';
  dropout: boolean;
}

/** Errors that attention may have; the judge must see each. */
export const MISTAKES = [
  'pre-mix transposed',
  'post-mix transposed',
  'mask before the mix',
  'bias before the mix',
  'softmax over queries',
  'no second selection',
  'scores after dropout',
  'logits scaled twice',
] as const;
export type Mistake = (typeof MISTAKES)[number];

/**
 * Talking-heads attention as an ONNX model, written from the paper (arXiv:2003.02436, §4) and from what
 * `AttentionOptions` promises.
 *
 * Inputs: `query` `[b, q, h, d]`, `key` `[b, k, h, d]`, `value` `[b, k, h, v]`, `scale`, and those of `pre`, `post`,
 * `bias`, `mask` and `kept` (factors of the scores) that the form has. Outputs: `output` `[b, q, h, v]`, `scores`
 * `[b, h, q, k]`.
 */
export function attentionModel(form: AttentionForm, mistake?: Mistake): Uint8Array {
  const graph = new GraphBuilder();
  const einsum = (equation: string, ...inputs: string[]): string =>
    graph.node('Einsum', inputs, { equation: { string: equation } });
  const mix = (x: string, weight: string, transposed: boolean): string =>
    einsum(transposed ? 'bhqk,gh->bgqk' : 'bhqk,hg->bgqk', x, graph.input(weight));

  const products = einsum('bqhd,bkhd->bhqk', graph.input('query'), graph.input('key'));
  const scale = graph.input('scale');
  let logits = graph.node('Mul', [products, scale]);
  if (mistake === 'logits scaled twice') logits = graph.node('Mul', [logits, scale]);
  const { hide, show } = masking(graph, form, products);
  const bias = (): string => (form.bias ? graph.node('Add', [logits, graph.input('bias')]) : logits);

  if (mistake === 'mask before the mix') logits = hide(logits, -30);
  if (mistake === 'bias before the mix') logits = bias();
  if (form.mixes) logits = mix(logits, 'pre', mistake === 'pre-mix transposed');
  if (mistake !== 'bias before the mix') logits = bias();
  if (mistake !== 'mask before the mix') logits = hide(logits);
  let weights = graph.node('Softmax', [logits], { axis: { int: mistake === 'softmax over queries' ? 2 : 3 } });
  if (mistake !== 'no second selection') weights = show(weights);
  const scores = form.mixes ? mix(weights, 'post', mistake === 'post-mix transposed') : weights;
  const kept = form.dropout ? graph.node('Mul', [scores, graph.input('kept')]) : scores;
  graph.output('scores', mistake === 'scores after dropout' ? kept : scores);
  graph.output('output', einsum('bhqk,bkhd->bqhd', kept, graph.input('value')));
  return graph.model();
}

interface Masking {
  /** Hides logits; with robust masking they are replaced by −∞ unless told otherwise. */
  hide: (logits: string, low?: number) => string;
  /** Gives the weights that robust masking hides their zeros: a row of −∞ has none of its own. */
  show: (weights: string) => string;
}

function masking(graph: GraphBuilder, form: AttentionForm, logits: string): Masking {
  const given = form.mask && alignedMask(graph, form.mask);
  const nothing = (x: string): string => x;
  if (given === undefined && !form.causal) return { hide: nothing, show: nothing };
  if (form.masking === 'robust') {
    const truth = given && truthOf(graph, given, form.mask!.type, 0.5);
    const mask = both(graph, truth, form.causal ? causalMask(graph, logits) : undefined);
    const select = (x: string, other: number): string =>
      graph.node('Where', [mask, x, graph.constant('float', [other])]);
    return { hide: (x, low = -Infinity) => select(x, low), show: (x) => select(x, 0) };
  }
  // A mask that stands alone counts by its numbers; combined with another it is true wherever it is not zero.
  const truth = given && form.causal ? truthOf(graph, given, form.mask!.type, 0) : given;
  const shares = both(graph, truth, form.causal ? causalMask(graph, logits) : undefined);
  const hidden = graph.node('Sub', [graph.constant('float', [1]), asFloat(graph, shares)]);
  const penalty = graph.node('Mul', [hidden, graph.constant('float', [-1e9])]);
  return { hide: (x) => graph.node('Add', [x, penalty]), show: nothing };
}

/** The mask as it broadcasts to `[b, h, q, k]`. */
function alignedMask(graph: GraphBuilder, { rank, type }: { rank: number; type: 'bool' | 'float' }): string {
  const mask = graph.input('mask', type);
  return rank === 3 ? graph.node('Unsqueeze', [mask, graph.constant('int64', [1], [1])]) : mask;
}

function truthOf(graph: GraphBuilder, mask: string, type: 'bool' | 'float', above: number): string {
  return type === 'bool' ? mask : graph.node('Greater', [mask, graph.constant('float', [above])]);
}

function asFloat(graph: GraphBuilder, x: string): string {
  return graph.node('Cast', [x], { to: { int: 1 } });
}

function both(graph: GraphBuilder, a: string | undefined, b: string | undefined): string {
  return a !== undefined && b !== undefined ? graph.node('And', [a, b]) : (a ?? b)!;
}

/** The lower triangle of a `[q, k]` of trues. */
function causalMask(graph: GraphBuilder, logits: string): string {
  const lastTwo = graph.node('Shape', [logits], { start: { int: 2 } });
  const trues = graph.node('Expand', [graph.constant('bool', [1]), lastTwo]);
  return graph.node('Trilu', [trues], { upper: { int: 0 } });
}
