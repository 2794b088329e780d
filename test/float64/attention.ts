import { filled, type NdArray } from './array.js';
import type { AttentionInputs, AttentionOptions } from './AttentionInputs.js';
import { attentionRows, attentionSizes, vectorAt } from './attentionRows.js';
import type { Field } from './scalar.js';

/** What talking-heads attention returns. */
export interface AttentionResult<S = number> {
  /** `[b, q, p, v]`. */
  output: NdArray<S>;
  /** After the post-softmax mix, before dropout; `[b, p, q, k]`. */
  scores: NdArray<S>;
}

/**
 * Talking-heads attention (arXiv:2003.02436): logits · scale → pre-softmax mix → bias → mask → softmax over keys →
 * post-softmax mix → dropout → times values.
 */
export function attention<S>(
  field: Field<S>,
  inputs: AttentionInputs<S>,
  options: AttentionOptions = {},
): AttentionResult<S> {
  const { add, mul, constant } = field;
  const { b, q, k, p, v } = attentionSizes(inputs);
  const output = filled([b, q, p, v], constant(0));
  const scores = filled([b, p, q, k], constant(0));
  for (const row of attentionRows(field, inputs, options)) {
    row.scores.forEach((rowScores, head) => {
      const outputStart = ((row.batch * q + row.query) * p + head) * v;
      const scoresStart = ((row.batch * p + head) * q + row.query) * k;
      row.keys.forEach((j, n) => {
        const score = rowScores[n];
        scores.values[scoresStart + j] = score;
        const kept = options.dropoutMask?.values[scoresStart + j] ?? 1;
        const factor = mul(score, constant(kept));
        vectorAt(inputs.value, row.batch, j, head).forEach((value, c) => {
          const at = outputStart + c;
          output.values[at] = add(output.values[at], mul(factor, value));
        });
      });
    });
  }
  return { output, scores };
}
