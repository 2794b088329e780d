import '../../../src/backends/simd/register.js';
import { setBackend } from '../../../src/engine/backend.js';
import { mochaHooks as hooks } from '../../helpers/hooks.js';

/**
 * mocha asks for the hooks before it loads the tests: the time to choose the backend that they run on. Waiting at the
 * top level instead would make mocha load a second copy of src, whose gradients are registered over the first.
 */
export async function mochaHooks(): Promise<typeof hooks> {
  const [backend, options] = JSON.parse(process.env.CONFORMANCE_BACKEND!) as [string, object?];
  await setBackend(backend, options ?? undefined);
  return hooks;
}
