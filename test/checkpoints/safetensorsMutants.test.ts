import { assert } from 'chai';
import { fuzzSafetensors } from '../fuzz/fuzzSafetensors.js';

describe('mutated safetensors files', () => {
  it('20,000 are read as what they mean, or refused by a SafetensorsError', () => {
    const { accepted, refused } = fuzzSafetensors(20_000, 1);
    // `npm run test:fuzz` reads a million. The mutations would test little if most files failed at once, or none.
    assert.isAbove(accepted, 1000);
    assert.isAbove(refused.size, 15);
  });
});
