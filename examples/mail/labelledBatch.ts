import type { LabelledBatch } from 'talking-heads';
import type { Mail } from './readMails.js';
import type { WordTokenizer } from './WordTokenizer.js';

/** Mails as rows of tokens, padded with zeros at their ends; class 1 is spam. */
export function labelledBatch(mails: Mail[], tokenizer: WordTokenizer, length: number): LabelledBatch {
  const inputs = new Int32Array(mails.length * length);
  mails.forEach((mail, row) => inputs.set(tokenizer.encode(mail).slice(0, length), row * length));
  const labels = Int32Array.from(mails, ({ spam }) => Number(spam));
  return { inputs, shape: [mails.length, length], labels };
}
