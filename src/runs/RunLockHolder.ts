import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** The process that works on a run. */
export interface RunLockHolder {
  pid: number;
  /** Name of its machine. */
  host: string;
  /** When it began, in ticks since the machine did: another process of the same pid has another. Only on Linux. */
  started: number | null;
  /** When it took the run. */
  since: string;
  /** Random: no two locks have the same. */
  id: string;
}

/** This process, now. */
export function thisHolder(): RunLockHolder {
  const started = statusOf(process.pid)?.started ?? null;
  return {
    ...{ pid: process.pid, host: hostname(), started },
    ...{ since: new Date().toISOString(), id: randomBytes(8).toString('hex') },
  };
}

/** Who a lock says has it; undefined where it does not say all. */
export function parseHolder(text: string): RunLockHolder | undefined {
  let holder: Partial<RunLockHolder> | null;
  try {
    holder = JSON.parse(text) as typeof holder;
  } catch {
    return undefined;
  }
  const { pid, host, started, since, id } = holder ?? {};
  const isWhole =
    Number.isSafeInteger(pid) &&
    pid! > 0 &&
    (started === null || Number.isSafeInteger(started)) &&
    typeof host === 'string' &&
    typeof since === 'string' &&
    /^[0-9a-f]{16}$/.test(String(id));
  return isWhole ? (holder as RunLockHolder) : undefined;
}

/** Whether the process may still run. Nobody can tell of another machine's. */
export function mayRun({ pid, host, started }: RunLockHolder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // That of another user may not be sent a signal, but is there.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const status = statusOf(pid);
  if (status === undefined || started === null) return true;
  return status.started === started && !status.hasEnded;
}

/** What Linux says of a process; undefined elsewhere. */
function statusOf(pid: number): { started: number; hasEnded: boolean } | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return undefined;
  }
  // The second field is the program's name in brackets, which may hold brackets and spaces itself.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // The third is Z for one that was killed, and whose parent has not asked yet how it ended. The start is the 22nd.
  return { started: Number(fields[22 - 4]), hasEnded: state === 'Z' || state === 'X' };
}
