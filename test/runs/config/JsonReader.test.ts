import { assert } from 'chai';
import fc from 'fast-check';
import { JsonReader } from '../../../src/runs/config/JsonReader.js';
import { assertConfigError } from './configErrorOf.js';

const read = (text: string): unknown => new JsonReader('run.json', text).read();

describe('JsonReader', () => {
  it('reads what JSON.parse reads, whatever the blanks', () => {
    const blanks = fc.constantFrom('', ' ', '\t', '\n', '\r\n', 2);
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), blanks, (value, blank) => {
        const text = JSON.stringify(value, undefined, blank);
        assert.deepEqual(read(`${typeof blank === 'number' ? '' : blank}${text}\n `), JSON.parse(text));
      }),
    );
  });

  it('refuses what JSON.parse refuses', () => {
    const texts = fc.tuple(fc.jsonValue({ maxDepth: 4 }), fc.nat(), fc.constantFrom(...'{}[]",:\\0.e-tn \u0001'));
    fc.assert(
      fc.property(texts, ([value, at, inserted]) => {
        const text = JSON.stringify(value);
        const changed = text.slice(0, at % (text.length + 1)) + inserted + text.slice(at % (text.length + 1));
        let expected: unknown;
        try {
          expected = JSON.parse(changed);
        } catch {
          assert.throws(() => read(changed), /^config: run\.json, line \d+, column \d+: /);
          return;
        }
        // An insertion may make two keys equal; nothing else is stricter here.
        try {
          assert.deepEqual(read(changed), expected);
        } catch (error) {
          assert.match((error as Error).message, /must be given once, got it twice$/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('makes an own key of __proto__, as JSON.parse does', () => {
    assert.deepEqual(Object.keys(read('{"__proto__": {"a": 1}}') as object), ['__proto__']);
  });

  const refused: [string, string, string][] = [
    ['', '', 'line 1, column 1: must be a value, got the end'],
    ['{', '', 'line 1, column 2: must be a key in double quotes, got the end'],
    ['{a: 1}', '', "line 1, column 2: must be a key in double quotes, got 'a'"],
    ['{"a": 1,}', '', "line 1, column 9: must be a key in double quotes, got '}'"],
    ['{"a" 1}', 'a', "line 1, column 6: must be ':', got '1'"],
    ['{"a": tru}', 'a', "line 1, column 7: must be a value, got 'tru'"],
    ['{"a": 1\n "b": 2}', '', "line 2, column 2: must be ',' or '}', got '\"'"],
    ['[1 2]', '', "line 1, column 4: must be ',' or ']', got '2'"],
    ['[1,]', '', "line 1, column 4: must be a value, got ']'"],
    ['{}\r\n\r\n  // no', '', "line 3, column 3: must be the end, got '/'"],
    ['[01]', '', "line 1, column 3: must be ',' or ']', got '1'"],
    ['NaN', '', "line 1, column 1: must be a value, got 'NaN'"],
    [
      '{"a": "x\n"}',
      'a',
      'line 1, column 7: must be a string with its closing quote in the same line, and known escapes only',
    ],
    ['"\\x"', '', 'line 1, column 1: must be a string with its closing quote in the same line, and known escapes only'],
    ['"\\', '', 'line 1, column 1: must be a string with its closing quote in the same line, and known escapes only'],
    ['{"a": 1,\n "\\u0061": 2}', 'a', 'line 2, column 2: a must be given once, got it twice'],
    [
      '{"model": {"width": 1, "width": 2}}',
      'model.width',
      'line 1, column 24: model.width must be given once, got it twice',
    ],
    ['['.repeat(1e5), '', 'line 1, column 33: must nest at most 32 deep, got more'],
  ];
  for (const [text, path, problem] of refused) {
    it(`refuses ${JSON.stringify(text.slice(0, 40))}`, () => {
      assertConfigError(() => read(text), path, `run.json, ${problem}`);
    });
  }
});
