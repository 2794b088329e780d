import { spawn, type ChildProcessByStdio } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';

/** The number of the process that made a copy follows. */
const PREFIX = 'talking-heads-mutation-';

/** What tests of a copy do not need. */
const LEFT_OUT = ['.git', 'node_modules', 'dist', 'runs'];

/** PyTorch, for benchmarks: gigabytes. */
const PYTHON = '.python';

/** A process of the copy. */
export type CopyProcess = ChildProcessByStdio<null, Readable, Readable>;

const made = new Set<TreeCopy>();
process.once('exit', () => made.forEach((copy) => copy.remove()));

/**
 * A copy of a checkout in the temporary folder, where bugs are planted: the checkout itself is only read, so that
 * nothing has to be put back, however a run ends. Gone when the process ends; one that was killed leaves its copies to
 * {@link removeAbandonedCopies}.
 */
export class TreeCopy {
  readonly folder: string;
  readonly #running = new Set<CopyProcess>();

  /** @param root The checkout. */
  constructor(root: string) {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`)));
    made.add(this);
    for (const name of readdirSync(root)) {
      if (LEFT_OUT.includes(name)) continue;
      cpSync(join(root, name), join(this.folder, name), {
        recursive: true,
        filter: (from) => basename(from) !== PYTHON,
      });
    }
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'), 'junction');
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  /** Runs Node in the copy. */
  start(args: readonly string[]): CopyProcess {
    const child = spawn(process.execPath, args, {
      cwd: this.folder,
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that what it starts can be ended with it.
      detached: true,
    });
    this.#running.add(child);
    child.once('close', () => this.#running.delete(child));
    return child;
  }

  /** Ends a process and those that it started. */
  kill({ pid }: CopyProcess): void {
    try {
      process.kill(-pid!, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  /** Ends what runs in the copy, and removes it. */
  remove(): void {
    made.delete(this);
    for (const child of this.#running) this.kill(child);
    // What was killed may still be about to write.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Removes the copies of processes that are no more. */
export function removeAbandonedCopies(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? parseInt(name.slice(PREFIX.length)) : process.pid;
    if (!isRunning(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of somebody else's cannot be signalled, and runs.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
