import { assert } from 'chai';
import { formatDuration } from '../../../src/training/progress/formatDuration.js';

describe('formatDuration', () => {
  const cases: [number, string][] = [
    [0, '0s'],
    [-3, '0s'],
    [45.4, '45s'],
    [59.6, '1m 00s'],
    [134, '2m 14s'],
    [3599.6, '1h 00m'],
    [3 * 3600 + 5 * 60 + 59, '3h 05m'],
    [49 * 3600 + 1, '2d 01h'],
  ];
  for (const [seconds, text] of cases) {
    it(`writes ${seconds} seconds as ${text}`, () => assert.equal(formatDuration(seconds), text));
  }
});
