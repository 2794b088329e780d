import '../../src/backends/simd/register.js';
import { setBackend } from '../../src/engine/backend.js';

/** Several processes of tests run side by side: with a thread for each core in each, they would wait for each other. */
export async function mochaHooks(): Promise<object> {
  await setBackend('simd', { threads: 2 });
  return {};
}
