import { assert } from 'chai';
import { describeFuzz, fuzzSafetensors } from './fuzzSafetensors.js';

describe('mutated safetensors files', () => {
  it('1,000,000 are read as what they mean, or refused by a SafetensorsError, each within 100 ms', () => {
    const start = performance.now();
    const report = fuzzSafetensors(1_000_000, 2);
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    console.log(`    1,000,000 files in ${seconds} s: ${describeFuzz(report)}`);
    assert.isAtMost(report.slowestMilliseconds, 100);
    assert.isAbove(report.accepted, 50_000);
  });
});
