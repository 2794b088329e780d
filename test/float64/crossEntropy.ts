import type { NdArray } from './array.js';
import type { Field } from './scalar.js';
import { dot, sum } from './sums.js';

/** Options of {@link crossEntropy}. */
export interface CrossEntropyOptions {
  /** Rows with this label lose nothing; for labels only. */
  ignoredClass?: number;
  /** `s` of the smoothed target `(1 − s) · target + s / classes` (arXiv:1512.00567, §7). Default 0. */
  labelSmoothing?: number;
}

/**
 * `−Σ target · log softmax(logits)` of every row, in nats.
 *
 * @param logits `[…, classes]`.
 * @param target Labels `[…]`, or distributions `[…, classes]`.
 * @returns `[…]`.
 */
export function crossEntropy<S>(
  field: Field<S>,
  logits: NdArray<S>,
  target: NdArray,
  { ignoredClass, labelSmoothing = 0 }: CrossEntropyOptions = {},
): NdArray<S> {
  const lead = logits.shape.slice(0, -1);
  const numClasses = logits.shape[lead.length];
  const sparse = target.shape.length === lead.length;
  const rowLoss = (row: number): S => {
    if (sparse && target.values[row] === ignoredClass) return field.constant(0);
    const start = row * numClasses;
    const x = logits.values.slice(start, start + numClasses);
    const surprise = negativeLogSoftmax(field, x);
    const expected = x.map((_, c) => (sparse ? Number(target.values[row] === c) : target.values[start + c]));
    const smoothed = expected.map((share) => (1 - labelSmoothing) * share + labelSmoothing / numClasses);
    return dot(field, smoothed.map(field.constant), surprise);
  };
  const numRows = logits.values.length / numClasses;
  return { shape: lead, values: Array.from({ length: numRows }, (_, row) => rowLoss(row)) };
}

/** `log Σ exp(xⱼ) − xᵢ`, of logits less the largest: far from zero the sum's logarithm would be lost beside it. */
function negativeLogSoftmax<S>(field: Field<S>, x: readonly S[]): S[] {
  const largest = field.constant(Math.max(...x.map(field.toNumber)));
  const shifted = x.map((value) => field.sub(value, largest));
  const logTotal = field.log(sum(field, shifted.map(field.exp)));
  return shifted.map((value) => field.sub(logTotal, value));
}
