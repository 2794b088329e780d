import { assert } from 'chai';
import { describeRunConfig } from '../../../src/runs/config/describeRunConfig.js';
import { keysAt } from '../../../src/runs/config/schemaAt.js';

describe('describeRunConfig', () => {
  const text = describeRunConfig();

  it('lists every key once, by section', () => {
    const listed = [...text.matchAll(/^ {2}--(\S+)$/gm)].map(([, path]) => path);
    assert.deepEqual(
      listed,
      keysAt([]).flatMap((section) => keysAt([section]).map((key) => `${section}.${key}`)),
    );
  });

  it('says what a key is, what it may be and what it is by default', () => {
    assert.include(
      text,
      '\n\nTraining:\n  --training.steps\n      updates to make (a whole number, at least 1; default 2800)\n',
    );
    assert.include(text, 'null: never (a whole number, at least 1, or null; default null)');
    assert.include(text, 'or \'-\' for standard input (a string that is not empty; default "moby-dick")');
    assert.include(text, 'default: 4 times width (a whole number, at least 1)\n');
    assert.notInclude(text, 'undefined');
  });
});
