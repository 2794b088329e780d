import '../../src/backends/simd/register.js';
import { setBackend } from '../../src/engine/backend.js';

/** Tests run on cpu, whose operations are the plain ones: on simd many have kernels of their own. */
export async function mochaHooks(): Promise<object> {
  await setBackend('cpu');
  return {};
}
