import { assert } from 'chai';
import { checkRunName } from '../../../src/runs/names/checkRunName.js';
import { NameError } from '../../../src/runs/names/NameError.js';

describe('checkRunName', () => {
  it('gives back a name that is one', () => {
    for (const name of ['a', '0', 'moby-dick', 'moby-dick-2', 'step-000200.safetensors', 'A_b.C-9', 'x'.repeat(64)]) {
      assert.equal(checkRunName(name), name);
    }
  });

  const made = "must be made of A-Z, a-z, 0-9, '.', '_' and '-', and begin with a letter or digit, got";
  const refused: [unknown, string][] = [
    [5, 'must be a string, got number'],
    [undefined, 'must be a string, got undefined'],
    ['', 'must have 1 to 64 characters, got 0'],
    ['x'.repeat(65), 'must have 1 to 64 characters, got 65'],
    ['../run', `${made} "../run"`],
    ['a b', `${made} "a b"`],
    ['a ', `${made} "a "`],
    ['a\n', `${made} "a\\n"`],
    ['a\u0000', `${made} "a\\u0000"`],
    ['a\u2215b', `${made} "a\\u2215b"`],
    ['.hidden', `${made} ".hidden"`],
    ['a..b', 'must be without \'..\', got "a..b"'],
    ['a.', 'must end with something else than \'.\', got "a."'],
    ['nul.txt', 'must be no device of Windows, got "nul.txt"'],
  ];
  for (const [name, problem] of refused) {
    it(`refuses ${JSON.stringify(name)}`, () => {
      try {
        checkRunName(name);
      } catch (error) {
        assert.instanceOf(error, NameError);
        assert.equal(error.message, `checkRunName: name ${problem}`);
        assert.equal(error.given, name);
        return;
      }
      assert.fail('accepted');
    });
  }
});
