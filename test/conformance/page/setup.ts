import { setBackend } from '../../../src/engine/backend.js';
import '../../../src/engine/register.js';
import { mochaHooks } from '../../helpers/hooks.js';

/** First of all modules of the page: chooses the backend that the address names, and makes `describe` and `it`. */
const address = new URLSearchParams(location.search);
await setBackend(address.get('backend')!);
mocha.setup({ ui: 'bdd', timeout: 120_000, rootHooks: mochaHooks, grep: address.get('grep') ?? undefined });
