import { once } from 'node:events';
import { RunLock } from '../../src/runs/RunLock.js';
import { RunLockedError } from '../../src/runs/RunLockedError.js';

/** Takes the lock of a folder when it is told to, says what came of it, and stays until it is killed. */
console.log('ready');
await once(process.stdin, 'data');
try {
  await RunLock.acquire(process.argv[2]);
  console.log('acquired');
} catch (error) {
  console.log(error instanceof RunLockedError ? `locked by ${error.pid}` : String(error));
}
setInterval(() => undefined, 1000);
