import { argMax, slice, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkInstance } from '../config/checkInstance.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { Seq2SeqTransformer, type EncodedSource } from './Seq2SeqTransformer.js';

/** Options of {@link generateSequence}. */
export interface GenerateSequenceOptions {
  /** The token that every target begins with. */
  start: number;
  /** The token that ends a target. */
  end: number;
  /** The most tokens to generate. Default: the model's targetContextLength. */
  maxLength?: number;
  /** `[batch, s]`: true, or above 0.5, where the source has a token. Default: where the model's `maskZero` says so. */
  sourceMask?: Tensor;
}

/**
 * The target of each source, token by token, always the likeliest; the lowest of equally likely ones. The source is
 * encoded once. A row ends at its end token, and generation when all rows have.
 *
 * @param source `[batch, s]`, int32.
 * @returns The tokens of each row, without start and end.
 * @throws Error when an option is out of its range, or the source does not fit the model.
 */
export function generateSequence(
  model: Seq2SeqTransformer,
  source: Tensor,
  options: GenerateSequenceOptions,
): number[][] {
  const where = 'generateSequence';
  const { start, end, maxLength, sourceMask } = checkObject(where, 'options', options);
  checkInstance(where, 'model', model, Seq2SeqTransformer, 'a Seq2SeqTransformer');
  const below = model.decoder.vocabularySize;
  checkNumber(where, 'start', start, { whole: true, atLeast: 0, below });
  checkNumber(where, 'end', end, { whole: true, atLeast: 0, below });
  const most = model.targetContextLength;
  if (maxLength !== undefined) checkNumber(where, 'maxLength', maxLength, { whole: true, atLeast: 0, atMost: most });
  return tidy(() => {
    const encoded = model.encode(source, { sourceMask });
    const rows = Array.from({ length: source.shape[0] ?? 0 }, () => [start]);
    const ended = rows.map(() => false);
    for (let i = 0; i < (maxLength ?? most) && ended.includes(false); i++) {
      const next = likeliest(model, rows, encoded);
      rows.forEach((row, r) => {
        ended[r] ||= next[r] === end;
        // A row that has ended goes along, and what it says no longer counts.
        row.push(ended[r] ? end : next[r]);
      });
    }
    return rows.map((row) => row.slice(1, row.includes(end, 1) ? row.indexOf(end, 1) : undefined));
  });
}

/** The likeliest next token of each row. */
function likeliest(model: Seq2SeqTransformer, rows: number[][], encoded: EncodedSource): ArrayLike<number> {
  const [batch, length] = [rows.length, rows[0].length];
  return tidy(() => {
    const logits = model.decode(tensor(rows, [batch, length], 'int32'), encoded);
    return argMax(slice(logits, [0, length - 1, 0], [batch, 1, -1]), -1).dataSync();
  });
}
