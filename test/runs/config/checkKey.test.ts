import { checkKey } from '../../../src/runs/config/checkKey.js';
import { assertConfigError } from './configErrorOf.js';

describe('checkKey', () => {
  for (const key of ['__proto__', 'constructor', 'prototype']) {
    it(`refuses ${key}`, () => {
      const path = `model.${key}`;
      assertConfigError(() => checkKey(['model', key]), path, `${path} must not be given: the name is reserved`);
    });
  }

  it('refuses a key that no message could show', () => {
    const path = `${'k'.repeat(80)}…`;
    assertConfigError(
      () => checkKey(['k'.repeat(257)]),
      path,
      `${path} must be a key of at most 256 characters, got one of 257`,
    );
  });

  it('takes others, and looks at the last only', () => {
    for (const keys of [['k'.repeat(256)], [''], ['toString'], ['__proto__', 'a']]) checkKey(keys);
  });
});
