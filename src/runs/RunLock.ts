import { constants, copyFile, link, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkText } from '../config/checkText.js';
import { fileFailure } from '../checkpoints/fileFailure.js';
import { isPartialPath, partialPath } from '../checkpoints/partialPath.js';
import { RunLockedError } from './RunLockedError.js';
import { mayRun, parseHolder, thisHolder, type RunLockHolder } from './RunLockHolder.js';

const NAME = 'run.lock';
const CLAIM = /^run\.lock\.[0-9a-f-]+$/;

/** A lock that does not say who has it is being written, unless it is older than this, in milliseconds. */
const WRITTEN_AFTER = 2000;

/** How long to wait for what another process is about to do, in milliseconds. */
const PAUSE = 20;

/** What file systems say that have no links, such as FAT. */
const NO_LINKS = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'];

/** A file that says who has the run. */
interface Found {
  /** Of no other lock, before or after. */
  id: string;
  /** undefined where the file does not say. */
  holder?: RunLockHolder;
  /** Whether the run is free for whoever claims it next. */
  isStale: boolean;
}

/**
 * The right of one process to work on a run, a file `run.lock` in its folder.
 *
 * A process that was killed leaves the file. Whoever comes next claims it by another, `run.lock.<id of the one before>`,
 * which only one of them can make, and moves that into its place. Claims of processes that were killed in between are
 * claimed in the same way, so that at any time one file says who has the run: the last in the row. Removing the dead one
 * first would not do: who is late would remove the lock of who was early.
 */
export class RunLock {
  readonly #path: string;
  readonly #id: string;

  private constructor(path: string, id: string) {
    this.#path = path;
    this.#id = id;
  }

  /**
   * Takes a run, also from a process of this machine that has ended in whatever way.
   *
   * @param folder Of the run; it must exist.
   * @throws RunLockedError when another process has it, or one on another machine, which may have ended.
   * @throws CheckpointError when the folder cannot be written.
   */
  static async acquire(folder: string): Promise<RunLock> {
    checkText('RunLock.acquire', 'folder', folder);
    const path = join(folder, NAME);
    try {
      for (;;) {
        const taken = await take(folder, path);
        if (taken !== undefined) return new RunLock(path, taken);
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    } catch (error) {
      throw error instanceof RunLockedError ? error : fileFailure('RunLock.acquire', path, error, 'write');
    }
  }

  /** Gives the run back. A second time, or when the file is of another process now, nothing happens. */
  async release(): Promise<void> {
    if ((await look(this.#path))?.id === this.#id) await rm(this.#path, { force: true });
  }
}

/** @returns The id of the lock that was made; undefined when others were about to make or remove theirs. */
async function take(folder: string, path: string): Promise<string | undefined> {
  const first = await look(path);
  let [last, free] = [first, path];
  while (last?.isStale) {
    free = `${path}.${last.id}`;
    const next = await look(free);
    if (next === undefined) break;
    last = next;
  }
  if (last !== undefined && !last.isStale) {
    const isCurrent = (await look(path))?.id === first?.id;
    if (isCurrent && last.holder !== undefined) throw new RunLockedError(folder, path, last.holder);
    return undefined;
  }
  const mine = thisHolder();
  if (!(await make(free, mine))) return undefined;
  if (first === undefined) return mine.id;
  // Who was late has claimed a lock that somebody else has replaced meanwhile.
  if ((await look(path))?.id !== first.id) {
    await rm(free, { force: true });
    return undefined;
  }
  await rename(free, path);
  await removeLeftovers(folder);
  return mine.id;
}

/** What those left who claimed and were killed. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder);
  const left = names.filter((name) => CLAIM.test(name) || (name.startsWith(`.${NAME}`) && isPartialPath(name)));
  for (const name of left) await rm(join(folder, name), { force: true });
}

async function look(path: string): Promise<Found | undefined> {
  try {
    const holder = parseHolder(await readFile(path, 'utf8'));
    if (holder !== undefined) return { id: holder.id, holder, isStale: !mayRun(holder) };
    const { ino, mtimeMs, mtimeNs } = await stat(path, { bigint: true });
    return { id: `${ino}-${mtimeNs}`, isStale: Math.abs(Date.now() - Number(mtimeMs)) > WRITTEN_AFTER };
  } catch (error) {
    if (hasCode(error, ['ENOENT'])) return undefined;
    throw error;
  }
}

/** Makes a lock that is whole from the first moment on. Not when there is one, or its owner removes leftovers. */
async function make(path: string, holder: RunLockHolder): Promise<boolean> {
  const beside = partialPath(path);
  await writeFile(beside, JSON.stringify(holder), { flag: 'wx' });
  try {
    await link(beside, path).catch(async (error: unknown) => {
      if (!hasCode(error, NO_LINKS)) throw error;
      await copyFile(beside, path, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if (hasCode(error, ['EEXIST', 'ENOENT'])) return false;
    throw error;
  } finally {
    await rm(beside, { force: true });
  }
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException).code ?? '');
}
