import { assert } from 'chai';
import { plant } from './plant.js';

const mutation = { name: 'other', file: 'src/one.ts', find: 'a + b', replace: 'a - $& b' };

describe('mutation/plant', () => {
  it('replaces the text as it stands, behind the imports', () => {
    assert.equal(plant('/** 1 */\nx = a + b;\n', mutation), '/** 1 */\nx = a - $& b;\n');
    assert.equal(plant('x = a + b;', { ...mutation, imports: "import 'c';" }), "import 'c';x = a - $& b;");
  });

  it('refuses a text that does not stand there once', () => {
    const message = 'stale: src/one.ts must hold the text to replace once, got';
    assert.throws(() => plant('x = a * b;', mutation), `${message} none`);
    assert.throws(() => plant('x = a + b; y = a + b;', mutation), `${message} 2`);
  });
});
