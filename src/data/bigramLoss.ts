import { checkArray } from '../config/checkArray.js';
import { formatValue } from '../config/formatValue.js';

/**
 * The loss of a table that knows only which token came last: the baseline that a model has to beat.
 *
 * The table counts the pairs of neighbours in `training`, each pair once more than it occurs (Laplace's smoothing):
 * p(next | last) = (pairs(last, next) + 1) / (pairs(last, any) + vocabularySize).
 *
 * @param training Tokens to count.
 * @param validation Tokens to predict: each but the first, of the one before it.
 * @param vocabularySize How many tokens there are.
 * @returns The mean of −ln p over the predicted tokens, in nats per token.
 * @throws Error when there is no token to predict, or one is outside of the vocabulary.
 */
export function bigramLoss(training: ArrayLike<number>, validation: ArrayLike<number>, vocabularySize: number): number {
  if (!Number.isSafeInteger(vocabularySize) || vocabularySize < 1) {
    throw new Error(`bigramLoss: vocabularySize must be a positive whole number, got ${formatValue(vocabularySize)}`);
  }
  checkArray('bigramLoss', 'training', training);
  checkArray('bigramLoss', 'validation', validation);
  if (validation.length < 2) {
    throw new Error(`bigramLoss: validation must hold at least 2 tokens, got ${validation.length}`);
  }
  checkTokens('training', training, vocabularySize);
  checkTokens('validation', validation, vocabularySize);

  // Sparse: a table of all pairs would not fit for the vocabularies of words.
  const pairs = new Map<number, number>();
  const firsts = new Float64Array(vocabularySize);
  for (let i = 1; i < training.length; i++) {
    const pair = training[i - 1] * vocabularySize + training[i];
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    firsts[training[i - 1]]++;
  }

  let sum = 0;
  for (let i = 1; i < validation.length; i++) {
    const pair = validation[i - 1] * vocabularySize + validation[i];
    sum -= Math.log(((pairs.get(pair) ?? 0) + 1) / (firsts[validation[i - 1]] + vocabularySize));
  }
  return sum / (validation.length - 1);
}

function checkTokens(name: string, tokens: ArrayLike<number>, vocabularySize: number): void {
  for (let i = 0; i < tokens.length; i++) {
    if (!Number.isInteger(tokens[i]) || tokens[i] < 0 || tokens[i] >= vocabularySize) {
      throw new Error(
        `bigramLoss: ${name} must hold whole numbers in [0, ${vocabularySize}), got ${formatValue(tokens[i])} at ${i}`,
      );
    }
  }
}
