import { hostname } from 'node:os';
import type { RunLockHolder } from './RunLockHolder.js';

/** Another process works on the run. */
export class RunLockedError extends Error {
  override readonly name = 'RunLockedError';
  readonly pid: number;
  readonly host: string;
  /** When it took the run, such as `2026-01-31T12:00:00.000Z`. */
  readonly since: string;

  /**
   * @param folder Of the run.
   * @param path Of the lock.
   */
  constructor(folder: string, path: string, { pid, host, since }: RunLockHolder) {
    const advice = host === hostname() ? '' : `; delete ${path} if that process has ended`;
    super(
      `RunLock.acquire: ${folder} must be in use by no other process, got process ${pid} on ${host} since ${since}${advice}`,
    );
    this.pid = pid;
    this.host = host;
    this.since = since;
  }
}
