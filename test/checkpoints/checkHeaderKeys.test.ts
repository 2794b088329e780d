import { assert } from 'chai';
import fc from 'fast-check';
import { checkHeaderKeys } from '../../src/checkpoints/checkHeaderKeys.js';
import { fileRefusal } from './safetensorsRefusal.js';

describe('checkHeaderKeys', () => {
  const refused: [string, string, string][] = [
    ['at the first level', '{"a":1,"a":2}', '"a"'],
    ['at the second level', '{"a":{"x":1,"x":1}}', '"x"'],
    ['in an object of a list', '{"a":[{"x":1,"x":1}]}', '"x"'],
    ['after a nested object', '{"a":{"x":1},"b":[1],"a":{}}', '"a"'],
    ['escaped in another way', '{"a":1,"\\u0061":2}', '"a"'],
    ['with blanks before the colon', '{"a" \t\n\r:1,"a" :2}', '"a"'],
    ['that is empty', '{"":1,"":2}', '""'],
    ['that names the prototype', '{"__proto__":1,"__proto__":2}', '"__proto__"'],
    ['with an escaped quote', '{"\\"":1,"\\"":2}', '"\\""'],
    ['that ends in a backslash', '{"\\\\":1,"b":2,"\\\\":3}', '"\\\\"'],
  ];
  for (const [name, json, key] of refused) {
    it(`refuses a repeated key ${name}`, () => {
      JSON.parse(json);
      const error = fileRefusal(() => checkHeaderKeys('here', json));
      assert.equal(error.message, `here: the header must name each key once, got ${key} twice`);
      assert.equal(error.reason, 'duplicateKey');
    });
  }

  for (const json of ['{"a":{"b":[[1]]}}', '{"a":[[[1]]]}', '{"a":{"b":{"c":{}}}}', '{"a":{"b":[{"c":1}]}}']) {
    it(`refuses ${json}, four deep`, () => {
      const error = fileRefusal(() => checkHeaderKeys('here', json));
      assert.equal(error.message, 'here: the header must nest at most 3 deep, got more');
      assert.equal(error.reason, 'tooDeep');
    });
  }

  it('counts the objects of the header in which a text stands', () => {
    checkHeaderKeys('here', '{"a":[1]}', 1);
    assert.equal(fileRefusal(() => checkHeaderKeys('here', '{"a":[[1]]}', 1)).reason, 'tooDeep');
    assert.equal(fileRefusal(() => checkHeaderKeys('here', '{"a":[1]}', 2)).reason, 'tooDeep');
  });

  it('takes equal texts for keys only where they are', () => {
    checkHeaderKeys('here', '{"a":{"a":"a","b":"a"},"b":{"a":["a","a","{\\"a\\":1,\\"a\\":2}"]}}');
  });

  it('finds the one key that is repeated, whatever the keys', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'binary' }), { minLength: 1 }), fc.nat(), (keys, pick) => {
        const entries = keys.map((key) => `${JSON.stringify(key)}:{}`);
        checkHeaderKeys('here', `{${entries.join()}}`);
        const twice = [...entries, entries[pick % entries.length]];
        assert.throws(() => checkHeaderKeys('here', `{${twice.join()}}`), 'each key once');
      }),
    );
  });
});
