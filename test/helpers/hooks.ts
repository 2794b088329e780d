import '../../src/backends/simd/register.js';
import { getBackend, memory } from '@tensorflow/tfjs-core';

/**
 * Every test must leave as many tensors, buffers and bytes as it found; suites that build shared tensors do so in
 * `before` and free them in `after`, outside of what is counted here.
 */
let atStart = memory();
let backendAtStart: string;

export const mochaHooks = {
  beforeEach(): void {
    atStart = memory();
    backendAtStart = getBackend();
  },
  afterEach(this: Mocha.Context): void {
    const atEnd = memory();
    if (this.currentTest?.state === 'failed') return;
    // What follows would be tested elsewhere than it seems.
    if (getBackend() !== backendAtStart) {
      throw new Error(`"${this.currentTest?.title}" began on ${backendAtStart} and ended on ${getBackend()}`);
    }
    for (const count of ['numTensors', 'numDataBuffers', 'numBytes'] as const) {
      if (atEnd[count] !== atStart[count]) {
        throw new Error(
          `leak: ${count} went from ${atStart[count]} to ${atEnd[count]} in "${this.currentTest?.title}"`,
        );
      }
    }
  },
};
