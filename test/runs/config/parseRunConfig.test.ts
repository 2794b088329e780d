import { assert } from 'chai';
import { parseRunConfig } from '../../../src/runs/config/parseRunConfig.js';
import { assertConfigError } from './configErrorOf.js';

describe('parseRunConfig', () => {
  it('reads JSON, after a byte-order mark as well', () => {
    assert.deepEqual(parseRunConfig('\uFEFF{"model": {"width": 64}}', 'x.json'), { model: { width: 64 } });
  });

  it('names source, line and column', () => {
    assertConfigError(
      () => parseRunConfig('{\n  "model": {]\n}', 'x.json'),
      'model',
      "x.json, line 2, column 13: must be a key in double quotes, got ']'",
    );
  });

  it('refuses more than 1 MiB, counted in bytes', () => {
    assert.lengthOf(parseRunConfig(`"${'x'.repeat(2 ** 20 - 2)}"`, 'x.json') as string, 2 ** 20 - 2);
    assertConfigError(
      () => parseRunConfig(`"${'é'.repeat(2 ** 19)}"`, 'x.json'),
      '',
      'x.json must be at most 1048576 bytes, got 1048578',
    );
  });
});
