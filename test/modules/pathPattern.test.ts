import { assert } from 'chai';
import fc from 'fast-check';
import { matchesPath } from '../../src/modules/pathPattern.js';

describe('matchesPath', () => {
  const cases: [string, string, boolean][] = [
    ['query.kernel', 'query.kernel', true],
    ['query.kernel', 'query.kernels', false],
    ['query.kernel', 'my.query.kernel', false],
    ['query.kernel', 'queryXkernel', false],
    ['*', 'kernel', true],
    ['*', 'query.kernel', false],
    ['*.kernel', 'query.kernel', true],
    ['*.kernel', 'a.query.kernel', false],
    ['q*y.kernel', 'query.kernel', true],
    ['**', 'a.b.c', true],
    ['**.bias', 'a.b.bias', true],
    ['**.bias', 'bias', false],
    ['**bias', 'bias', true],
    ['blocks.*.attention.**', 'blocks.12.attention.query.kernel', true],
    ['blocks.*.attention.**', 'blocks.1.norm.attention.kernel', false],
    ['**.*.k', 'a.b.c.k', true],
    ['**.*.k', 'a.k', false],
    ['***', 'a.b', true],
    ['a**b**c', 'a.b.b.c', true],
    ['a**b**c', 'a.c', false],
    ['', '', true],
    ['', 'a', false],
    ['a\\d', 'a1', false],
    ['(a|b)+[c]', 'a', false],
    ['(a|b)+[c]', '(a|b)+[c]', true],
  ];
  for (const [pattern, path, matches] of cases) {
    it(`${pattern} ${matches ? 'matches' : 'does not match'} ${path}`, () => {
      assert.equal(matchesPath(pattern, path), matches);
    });
  }

  it('matches as an expression does that is tried in every way', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 6 });
    fc.assert(
      fc.property(letters, fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 }), (pattern, path) => {
        const parts = pattern.split('**').map((part) => part.replaceAll('.', '\\.').replaceAll('*', '[^.]*'));
        assert.equal(matchesPath(pattern, path), new RegExp(`^${parts.join('.*')}$`).test(path));
      }),
      { numRuns: 3000 },
    );
  });

  it('is not kept busy by many stars', () => {
    assert.isFalse(matchesPath(`${'**'.repeat(2000)}x`, 'blocks.0.attention.query.kernel'));
    assert.isFalse(matchesPath(`${'*a'.repeat(1000)}x`, 'a'.repeat(500)));
  });
});
