import '../../../src/engine/register.js';
import { setBackend } from '../../../src/engine/backend.js';

/** Loaded before the tests: the backend that they run on. */
await setBackend(process.env.CONFORMANCE_BACKEND!).catch((error: Error) => {
  // mocha would answer an error by loading this file in another way, and show what went wrong with that.
  console.error(error.message);
  process.exit(1);
});
