import type { LabelledBatch } from 'talking-heads';

/**
 * The logarithm of the odds that a row is spam, if its tokens were drawn one by one from those of its class (naive
 * Bayes, each token counted once more than it was seen).
 *
 * @param known Rows to count in.
 * @param asked Rows to judge.
 */
export function naiveBayes(known: LabelledBatch, asked: LabelledBatch, vocabularySize: number): Float32Array {
  const [, length] = known.shape;
  const counts = [0, 1].map(() => new Float64Array(vocabularySize).fill(1));
  known.inputs.forEach((token, i) => counts[known.labels[Math.floor(i / length)]][token]++);
  const [ham, spam] = counts.map((ofClass) => {
    // Token 0 is padding.
    const total = ofClass.subarray(1).reduce((sum, count) => sum + count, 0);
    return ofClass.map((count, token) => (token === 0 ? 0 : Math.log(count / total)));
  });
  const share = known.labels.reduce((sum, label) => sum + label, 0) / known.labels.length;
  const odds = new Float32Array(asked.labels.length).fill(Math.log(share / (1 - share)));
  asked.inputs.forEach((token, i) => (odds[Math.floor(i / length)] += spam[token] - ham[token]));
  return odds;
}
