import { assert } from 'chai';
import fc from 'fast-check';
import { editDistance } from '../../src/config/editDistance.js';

/** By its definition (Levenshtein 1966), in exponential time. */
function definition(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [restA, restB] = [a.slice(1), b.slice(1)];
  if (a[0] === b[0]) return definition(restA, restB);
  return 1 + Math.min(definition(restA, b), definition(a, restB), definition(restA, restB));
}

describe('editDistance', () => {
  for (const [a, b, distance] of [
    ['kitten', 'sitting', 3],
    ['zeroes', 'zeros', 1],
    ['', 'abc', 3],
    ['same', 'same', 0],
    ['ab', 'ba', 2],
  ] as const) {
    it(`is ${distance} between '${a}' and '${b}', in both directions`, () => {
      assert.equal(editDistance(a, b), distance);
      assert.equal(editDistance(b, a), distance);
    });
  }

  it('is that of the definition', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(word, word, (a, b) => editDistance(a, b) === definition(a, b)),
      { seed: 1, numRuns: 300 },
    );
  });
});
