import { assert } from 'chai';
import { assertCutsRefused, assertFlipsRefused } from './checkpointFlips.js';

describe('decodeCheckpoint: damage', () => {
  it('one bit flipped, 2000 of them over the whole file: none is read', () => {
    const refusals = assertFlipsRefused(2000);
    assert.isAbove(refusals.get('digest')!, 1800);
  });

  it('cut at 500 lengths: none is read', () => {
    assertCutsRefused(500);
  });
});
