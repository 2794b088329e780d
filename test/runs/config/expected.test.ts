import { assert } from 'chai';
import { expected } from '../../../src/runs/config/expected.js';
import type { SchemaNode } from '../../../src/runs/config/schemaAt.js';

describe('expected', () => {
  const phrases: [SchemaNode, string][] = [
    [{ type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER }, 'a whole number, at least 1'],
    [{ type: 'integer', minimum: 1, maximum: 64 }, 'a whole number, at least 1, at most 64'],
    [{ type: 'number' }, 'a finite number'],
    [{ type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }, 'a finite number, above 0, below 1'],
    [{ type: ['number', 'null'] }, 'a finite number, or null'],
    [{ anyOf: [{ type: 'integer', minimum: 0 }, { type: 'null' }] }, 'a whole number, at least 0, or null'],
    [{ type: 'string', enum: ['a', 'b'] }, 'one of a, b'],
    [{ type: 'string' }, 'a string that is not empty'],
    [{ type: 'boolean' }, 'true or false'],
    [{ type: 'object' }, 'an object'],
    [{}, 'plain data'],
  ];
  for (const [node, phrase] of phrases) {
    it(`says ${phrase} of ${JSON.stringify(node)}`, () => assert.equal(expected(node), phrase));
  }

  it('names the largest whole number to what is beyond it', () => {
    const node: SchemaNode = { type: 'integer', maximum: Number.MAX_SAFE_INTEGER };
    assert.equal(expected(node, 2 ** 53), 'a whole number, at most 9007199254740991');
    assert.equal(expected(node, 1.5), 'a whole number');
  });
});
