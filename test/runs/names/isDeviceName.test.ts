import { assert } from 'chai';
import { isDeviceName } from '../../../src/runs/names/isDeviceName.js';

describe('isDeviceName', () => {
  it('knows devices in any case and with extensions', () => {
    for (const name of ['CON', 'prn', 'Aux', 'nul', 'COM0', 'com1', 'lpt9', 'nul.txt', 'CON.tar.gz', 'aux.']) {
      assert.isTrue(isDeviceName(name), name);
    }
  });

  it('takes what only begins like one', () => {
    for (const name of ['console', 'null', 'COM', 'COM10', 'LPT', 'my-nul', 'nul-1', 'nul_', 'a.nul']) {
      assert.isFalse(isDeviceName(name), name);
    }
  });
});
