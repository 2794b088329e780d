/** How {@link drawToken} chooses among the tokens. */
export interface DrawOptions {
  /** Divides the logits: below 1 the likely becomes likelier, 0 always takes the likeliest. Default 1. */
  temperature?: number;
  /** Only the k likeliest tokens can be drawn, of equally likely ones the lowest first. Default: all. */
  topK?: number;
  /**
   * Only the fewest likeliest tokens can be drawn whose probability together is at least this, after temperature and
   * topK; always one at least (arXiv:1904.09751, §3.1). In (0, 1]; 1, the default, leaves all.
   */
  topP?: number;
}

/**
 * The token at which the cumulated softmax of the logits passes `uniform`, in double precision. It depends on the
 * arguments alone.
 *
 * @param logits One for each token of the vocabulary; one of −∞ is never drawn.
 * @param uniform In [0, 1).
 * @param options Within their ranges.
 * @throws Error when a logit is NaN or ∞, or all are −∞: there is no distribution to draw from.
 */
export function drawToken(logits: ArrayLike<number>, uniform: number, options: DrawOptions = {}): number {
  const { temperature = 1, topK = Infinity, topP = 1 } = options;
  const likeliest = likeliestOf(logits);
  if (temperature === 0) return likeliest;
  const largest = logits[likeliest];
  const weights = Float64Array.from(logits, (logit) => Math.exp((logit - largest) / temperature));
  if (topK < weights.length || topP < 1) keepLikeliest(weights, topK, topP);
  let left = uniform * sumOf(weights);
  for (let token = 0; token < weights.length; token++) {
    left -= weights[token];
    if (left < 0) return token;
  }
  // Rounding may leave a rest behind the last token.
  return likeliest;
}

function likeliestOf(logits: ArrayLike<number>): number {
  let likeliest = 0;
  for (let token = 0; token < logits.length; token++) {
    const logit = logits[token];
    if (Number.isNaN(logit) || logit === Infinity) refuse(logit, token);
    if (logit > logits[likeliest]) likeliest = token;
  }
  if (logits[likeliest] === -Infinity) refuse(-Infinity, 'every token');
  return likeliest;
}

function refuse(logit: number, token: number | 'every token'): never {
  const which = typeof token === 'number' ? `token ${token}` : token;
  throw new Error(
    `drawToken: logits must be finite, or -Infinity for what must not be drawn, got ${logit} for ${which}`,
  );
}

/** Makes the weight of every other token nothing: such a token never takes the rest below zero. */
function keepLikeliest(weights: Float64Array, topK: number, topP: number): void {
  const order = Uint32Array.from(weights, (_, token) => token).sort((a, b) => weights[b] - weights[a] || a - b);
  const ranked = Float64Array.from(order.subarray(0, topK), (token) => weights[token]);
  let kept = ranked.length;
  if (topP < 1) {
    const enough = topP * sumOf(ranked);
    kept = 0;
    for (let reached = 0; reached < enough; kept++) reached += ranked[kept];
  }
  for (const token of order.subarray(kept)) weights[token] = 0;
}

function sumOf(weights: Float64Array): number {
  return weights.reduce((total, weight) => total + weight, 0);
}
