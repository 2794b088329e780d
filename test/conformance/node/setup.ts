import '../../../src/engine/register.js';
import { setBackend } from '../../../src/engine/backend.js';

export { mochaHooks } from '../../helpers/hooks.js';

/**
 * Loaded before the tests: their hooks, and the backend that they run on. One file for both: mocha gives each file that
 * it is told to load a copy of src, and the gradients of all copies would be registered one over the other.
 */
await setBackend(process.env.CONFORMANCE_BACKEND!).catch((error: Error) => {
  // mocha would answer an error by loading this file in another way, and show what went wrong with that.
  console.error(error.message);
  process.exit(1);
});
