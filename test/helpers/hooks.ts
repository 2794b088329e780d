import '../../src/engine/register.js';
import { memory } from '@tensorflow/tfjs-core';

/**
 * Every test must leave as many tensors, buffers and bytes as it found; suites that build shared tensors do so in
 * `before` and free them in `after`, outside of what is counted here.
 */
let atStart = memory();

export const mochaHooks = {
  beforeEach(): void {
    atStart = memory();
  },
  afterEach(this: Mocha.Context): void {
    const atEnd = memory();
    if (this.currentTest?.state === 'failed') return;
    for (const count of ['numTensors', 'numDataBuffers', 'numBytes'] as const) {
      if (atEnd[count] !== atStart[count]) {
        throw new Error(
          `leak: ${count} went from ${atStart[count]} to ${atEnd[count]} in "${this.currentTest?.title}"`,
        );
      }
    }
  },
};
