import '../../../src/engine/register.js';
import { setBackend } from '../../../src/engine/backend.js';

/** Loaded before the tests: the backend that they run on. */
await setBackend(process.env.CONFORMANCE_BACKEND!);
