import { matchesPath } from '../modules/pathPattern.js';

/** What a path's learning rate is multiplied with: the factor of the first pattern that matches, or 1. */
export function rateFactor(path: string, learningRates: Readonly<Record<string, number>> = {}): number {
  const found = Object.entries(learningRates).find(([pattern]) => matchesPath(pattern, path));
  return found === undefined ? 1 : found[1];
}
