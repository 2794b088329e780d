import { getBackend } from '@tensorflow/tfjs-core';
import { setBackend } from '../../src/engine/backend.js';

/** Runs the tests of the suite that it is called in on a backend, and those after it on the one of before. */
export function useBackend(name: string): void {
  let used: string;
  before(async () => {
    used = getBackend();
    await setBackend(name);
  });
  after(() => setBackend(used));
}
