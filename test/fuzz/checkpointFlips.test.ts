import { assertCutsRefused, assertFlipsRefused } from '../checkpoints/checkpointFlips.js';

describe('decodeCheckpoint: much damage', () => {
  it('one bit flipped, 10,000 of them over the whole file: none is read', () => {
    assertFlipsRefused(10_000);
  });

  it('cut at 1500 lengths: none is read', () => {
    assertCutsRefused(1500);
  });
});
