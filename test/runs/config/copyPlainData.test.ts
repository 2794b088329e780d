import { assert } from 'chai';
import { copyPlainData } from '../../../src/runs/config/copyPlainData.js';
import { assertConfigError } from './configErrorOf.js';

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}

describe('copyPlainData', () => {
  it('copies all that JSON has, and shares nothing', () => {
    const given = { a: [1, 'x', true, null, { b: [] }], c: { d: 1.5 } };
    const copy = copyPlainData(given) as typeof given;
    assert.deepEqual(copy, given);
    assert.notStrictEqual(copy.a, given.a);
    assert.notStrictEqual(copy.c, given.c);
    assert.deepEqual(copyPlainData(Object.assign(Object.create(null) as object, { a: 1 })), { a: 1 });
  });

  it('leaves out what is undefined, and the sign of zero', () => {
    assert.deepEqual(copyPlainData({ a: undefined, b: 1 }), { b: 1 });
    assert.isTrue(Object.is(copyPlainData(-0), 0));
  });

  it('takes 32 levels, 10,000 keys and a text of 1 MiB', () => {
    copyPlainData(nested(32));
    copyPlainData(Array(10_000).fill(0));
    copyPlainData('x'.repeat(2 ** 20));
  });

  const cyclic: Record<string, unknown> = {};
  cyclic.a = cyclic;
  const manyKeys = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`k${i}`, 0]));
  const path32 = Array(32).fill('a').join('.');
  const refused: [string, unknown, string, string][] = [
    ['33 levels', { x: nested(32) }, 'x', 'must nest at most 32 deep, got more'],
    ['an object in itself', cyclic, path32, 'must nest at most 32 deep, got more'],
    ['10,001 entries', { a: Array(10_001).fill(0) }, 'a', 'must hold at most 10000 keys in all, got more'],
    ['10,001 keys', manyKeys, '', 'must hold at most 10000 keys in all, got more'],
    ['10,001 in two lists', [Array(5000).fill(0), Array(5000).fill(0)], '1', 'must hold at most 10000 keys in all'],
    ['a long text', ['x'.repeat(2 ** 20 + 1)], '0', 'must be a text of at most 1048576 characters, got one of 1048577'],
    ['the prototype', JSON.parse('{"a":{"__proto__":1}}'), 'a.__proto__', 'must not be given: the name is reserved'],
    ['Infinity', { a: JSON.parse('1e999') as unknown }, 'a', 'must be a finite number, got Infinity'],
    ['a function', { a: (): void => undefined }, 'a', 'must be plain data, got a function'],
    ['a bigint', { a: 5n }, 'a', 'must be plain data, got 5'],
    ['a hole', [, 1], '0', 'must be plain data, got undefined'], // eslint-disable-line no-sparse-arrays
    ['an instance', { a: new Map() }, 'a', 'must be plain data, got an object of a class'],
    ['one without a class', Object.create(Object.create(null) as object), '', 'must be plain data, got an object of'],
  ];
  for (const [name, value, path, problem] of refused) {
    it(`refuses ${name}`, () => {
      try {
        copyPlainData(value);
      } catch (error) {
        const { message } = error as Error;
        const where = (error as { path: string }).path;
        // The deepest place is cut where messages cut, or named only by how the levels were made.
        assert.isTrue(where.startsWith(path), where);
        assert.include(message, `${where === '' ? 'config:' : where} ${problem}`);
        return;
      }
      assert.fail('accepted');
    });
  }

  it('says it of the whole without a path', () => {
    assertConfigError(() => copyPlainData(undefined), '', 'must be plain data, got undefined');
  });
});
