import { assert } from 'chai';
import fc from 'fast-check';
import { checkRunName } from '../../../src/runs/names/checkRunName.js';
import { runNameOf } from '../../../src/runs/names/runNameOf.js';

describe('runNameOf', () => {
  const names: [string, string][] = [
    ['moby-dick', 'moby-dick'],
    ['../My Novel (1).txt', 'My-Novel-1'],
    ['C:\\texts\\War & Peace.utf8', 'War-Peace'],
    ['/texts/les-misérables.txt', 'les-miserables'],
    ['notes.2024.txt', 'notes.2024'],
    ['.bashrc', 'bashrc'],
    ['Война и мир.txt', 'run'],
    ['-', 'run'],
    ['', 'run'],
    ['..', 'run'],
    ['folder/', 'run'],
    ['a..b...txt', 'a.b'],
    ['nul.txt', 'run-nul'],
    ['com1.tar.gz', 'run-com1.tar'],
    ['a\uFF0F..\uFF0Fb', 'a-.-b'],
    ['x'.repeat(100), 'x'.repeat(64)],
    [`${'x'.repeat(63)}--y`, 'x'.repeat(63)],
  ];
  for (const [source, name] of names) {
    it(`makes ${name.slice(0, 20)} of ${JSON.stringify(source.slice(0, 30))}`, () => {
      assert.equal(runNameOf(source), name);
      checkRunName(name);
    });
  }

  it('makes a name that is accepted, of any text', () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '-', '/', '\\', 'nul', 'CON', 'com1', ' ', '\u0000', '\u2100'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => void checkRunName(runNameOf(parts.join('')))),
      { numRuns: 2000 },
    );
  });
});
