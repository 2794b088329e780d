import { assert } from 'chai';
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
    ['(a|b)+[c]', 'a', false],
    ['(a|b)+[c]', '(a|b)+[c]', true],
  ];
  for (const [pattern, path, matches] of cases) {
    it(`${pattern} ${matches ? 'matches' : 'does not match'} ${path}`, () => {
      assert.equal(matchesPath(pattern, path), matches);
    });
  }
});
