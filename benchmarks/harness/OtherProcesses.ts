import { existsSync, readFileSync } from 'node:fs';

/** Ticks that the processors spent since the system started. */
export interface Ticks {
  busy: number;
  total: number;
}

/** What the first line of `/proc/stat` says: user, nice, system, idle, waiting, interrupts, soft interrupts, stolen. */
export function readTicks(stat: string): Ticks {
  const ticks = stat.split('\n')[0].trim().split(/\s+/).slice(1, 9).map(Number);
  const total = ticks.reduce((sum, each) => sum + each, 0);
  const [, , , idle, waiting] = ticks;
  return { busy: total - idle - waiting, total };
}

/** Ticks that a process spent, by its `/proc/PID/stat`. Its name, in parentheses, may hold anything. */
export function readProcessTicks(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** Tells how much of the machine other processes use, where the system has `/proc`: their noise is in all times. */
export class OtherProcesses {
  private before: Look | undefined;

  /** @param own Numbers of the processes that are not others, besides this one. */
  constructor(private readonly own: readonly number[] = []) {
    this.before = look(own);
  }

  /** The share of all processors since the last call, from 0 to 1; `undefined` where nobody knows, or no time has passed. */
  share(): number | undefined {
    const [before, now] = [this.before, look(this.own)];
    this.before = now;
    if (before === undefined || now === undefined || now.total === before.total) return undefined;
    return Math.max(0, now.busy - before.busy - (now.own - before.own)) / (now.total - before.total);
  }
}

interface Look extends Ticks {
  /** Ticks of our own processes. */
  own: number;
}

function look(others: readonly number[]): Look | undefined {
  if (!existsSync('/proc/stat')) return undefined;
  const own = [process.pid, ...others].map((pid) => readProcessTicks(readFileSync(`/proc/${pid}/stat`, 'utf8')));
  return { ...readTicks(readFileSync('/proc/stat', 'utf8')), own: own.reduce((sum, ticks) => sum + ticks, 0) };
}

/** Above this share others are heard in the times. */
const LOUD = 0.03;

/** What to say of others that use a share of the machine; `undefined` when they are quiet, or nobody knows. */
export function busyLine(share: number | undefined): string | undefined {
  if (share === undefined || share <= LOUD) return undefined;
  return `Other processes use ${Math.round(100 * share)} % of this machine: times are too long, by up to 2.5 times.`;
}
