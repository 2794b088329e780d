import { RandomKey, randomInteger } from 'talking-heads';
import type { Mail } from './readMails.js';

/** Draws mails again and again, half of each draw spam: two in three are not, and guessing that would pay at first. */
export function* balancedDraws(mails: Mail[], count: number, key: RandomKey): Generator<Mail[]> {
  const classes = [mails.filter(({ spam }) => !spam), mails.filter(({ spam }) => spam)];
  for (let draw = 0; ; draw++) {
    yield Array.from({ length: count }, (_, row) => {
      const ofClass = classes[row % 2];
      return ofClass[randomInteger(key.fold(draw), row, ofClass.length)];
    });
  }
}
