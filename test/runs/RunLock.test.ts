import { build } from 'esbuild';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { CheckpointError } from '../../src/checkpoints/CheckpointError.js';
import { RunLock } from '../../src/runs/RunLock.js';
import { RunLockedError } from '../../src/runs/RunLockedError.js';
import { mayRun, parseHolder, thisHolder } from '../../src/runs/RunLockHolder.js';

async function refused(folder: string): Promise<RunLockedError> {
  const error: unknown = await RunLock.acquire(folder).catch((reason: unknown) => reason);
  assert.instanceOf(error, RunLockedError);
  return error;
}

describe('RunLock', () => {
  let folder: string;
  let program: string;
  let children: ChildProcess[] = [];

  before(async () => {
    program = join(await mkdtemp(join(tmpdir(), 'lock-program-')), 'program.mjs');
    const entryPoints = [join(import.meta.dirname, 'RunLockProgram.ts')];
    await build({ entryPoints, bundle: true, platform: 'node', format: 'esm', outfile: program });
  });
  after(() => rm(join(program, '..'), { recursive: true }));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lock-'));
  });
  afterEach(async () => {
    await Promise.all(children.map(kill));
    children = [];
    await rm(folder, { recursive: true });
  });

  /** A process that is ready to take the lock. */
  async function start(): Promise<ChildProcess> {
    const child = spawn(process.execPath, [program, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    assert.equal(await line(child), 'ready');
    return child;
  }

  async function line(child: ChildProcess): Promise<string> {
    const [data] = (await once(child.stdout!, 'data')) as [Buffer];
    return data.toString().trim();
  }

  /** What a process says that is told to take the lock. */
  async function tell(child: ChildProcess): Promise<string> {
    child.stdin!.write('now');
    return line(child);
  }

  async function kill(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }

  /** The processes that have the lock, of twenty that want it at once. */
  async function race(): Promise<number[]> {
    const ready = await Promise.all(Array.from({ length: 20 }, start));
    const said = await Promise.all(ready.map(tell));
    for (const one of said) assert.match(one, /^(acquired|locked by \d+)$/);
    return ready.filter((_, i) => said[i] === 'acquired').map(({ pid }) => pid!);
  }

  /** The lock as one wrote it who is dead. */
  const dead = { ...thisHolder(), pid: 2 ** 22, id: '0123456789abcdef' };
  const lockFile = (): string => join(folder, 'run.lock');

  it('is of one process at a time, and says of whom', async () => {
    const lock = await RunLock.acquire(folder);
    const holder = parseHolder(await readFile(lockFile(), 'utf8'))!;
    assert.deepInclude(holder, { pid: process.pid, host: hostname() });
    assert.closeTo(Date.parse(holder.since), Date.now(), 5000);
    const error = await refused(folder);
    const { pid, host, since } = error;
    assert.deepEqual({ pid, host, since }, { pid: process.pid, host: hostname(), since: holder.since });
    const got = `process ${process.pid} on ${hostname()} since ${since}`;
    assert.equal(error.message, `RunLock.acquire: ${folder} must be in use by no other process, got ${got}`);
    await lock.release();
    assert.deepEqual(await readdir(folder), []);
    await lock.release();
    const again = await RunLock.acquire(folder);
    await lock.release();
    await refused(folder);
    await again.release();
  });

  it('is refused while another process has it, and taken at once when that was killed', async () => {
    const child = await start();
    assert.equal(await tell(child), 'acquired');
    assert.equal((await refused(folder)).pid, child.pid);
    await kill(child);
    const begin = performance.now();
    const lock = await RunLock.acquire(folder);
    assert.isBelow(performance.now() - begin, 1000);
    assert.deepEqual(await readdir(folder), ['run.lock']);
    await lock.release();
  });

  it('of twenty processes at once, one has it', async () => {
    assert.lengthOf(await race(), 1);
  });

  it('of twenty that find that of a dead process at once, one has it', async () => {
    await writeFile(lockFile(), JSON.stringify(dead));
    const winners = await race();
    assert.lengthOf(winners, 1);
    assert.equal(parseHolder(await readFile(lockFile(), 'utf8'))!.pid, winners[0]);
    assert.deepEqual(await readdir(folder), ['run.lock']);
  });

  it('of many in one process that find that of a dead process, one has it', async () => {
    for (let round = 0; round < 30; round++) {
      await writeFile(lockFile(), JSON.stringify({ ...dead, id: round.toString(16).padStart(16, '0') }));
      const tried = await Promise.allSettled(Array.from({ length: 20 }, () => RunLock.acquire(folder)));
      const locks = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      assert.lengthOf(locks, 1);
      for (const one of tried) if (one.status === 'rejected') assert.instanceOf(one.reason, RunLockedError);
      assert.deepEqual(await readdir(folder), ['run.lock']);
      await locks[0].release();
      assert.deepEqual(await readdir(folder), []);
    }
  });

  it('goes on from processes that were killed while they claimed that of a dead one', async () => {
    const claim = { ...dead, id: 'fedcba9876543210' };
    await writeFile(lockFile(), JSON.stringify(dead));
    await writeFile(join(folder, `run.lock.${dead.id}`), JSON.stringify(claim));
    await writeFile(join(folder, '.run.lock.0123456789abcdef.partial'), '');
    await writeFile(join(folder, 'run.lock.txt'), '');
    const lock = await RunLock.acquire(folder);
    assert.sameMembers(await readdir(folder), ['run.lock', 'run.lock.txt']);
    await lock.release();
    await writeFile(lockFile(), JSON.stringify(dead));
    await writeFile(join(folder, `run.lock.${dead.id}`), JSON.stringify({ ...thisHolder(), id: claim.id }));
    assert.equal((await refused(folder)).pid, process.pid);
  });

  it('is taken from a process whose number another has now', async () => {
    await writeFile(lockFile(), JSON.stringify({ ...dead, pid: process.ppid, started: 1 }));
    await (await RunLock.acquire(folder)).release();
    await writeFile(lockFile(), JSON.stringify({ ...dead, pid: process.ppid, started: null }));
    assert.equal((await refused(folder)).pid, process.ppid);
  });

  it('is taken from a process that has ended and that its parent has not asked how', async () => {
    // The shell becomes `sleep`, which never asks.
    const parent = spawn('sh', ['-c', 'sleep 0.05 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(parent);
    const [data] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(data.toString());
    const stat = (): string => readFileSync(`/proc/${pid}/stat`, 'latin1');
    const started = Number(stat().split(' ')[21]);
    assert.isTrue(mayRun({ ...dead, pid, started }));
    while (!stat().includes(') Z ')) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.isFalse(mayRun({ ...dead, pid, started }));
  });

  it('of another machine is refused, with advice', async () => {
    await writeFile(lockFile(), JSON.stringify({ ...dead, host: 'elsewhere', since: '2026-01-31T12:00:00.000Z' }));
    assert.equal(
      (await refused(folder)).message,
      `RunLock.acquire: ${folder} must be in use by no other process, got process ${dead.pid} on elsewhere since ` +
        `2026-01-31T12:00:00.000Z; delete ${lockFile()} if that process has ended`,
    );
  });

  for (const [what, text] of Object.entries({
    'is empty': '',
    'ends in the middle': JSON.stringify(dead).slice(0, 30),
    'is null': 'null',
    'has a negative number': JSON.stringify({ ...dead, pid: -1 }),
    'has a path for its id': JSON.stringify({ ...dead, id: '../../../../etc' }),
  })) {
    it(`that ${what} is waited for, and taken when nobody goes on with it`, async () => {
      await writeFile(lockFile(), text);
      const begin = performance.now();
      const waiting = RunLock.acquire(folder);
      const early = await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 300, 'waits'))]);
      assert.equal(early, 'waits');
      const old = new Date(Date.now() - 3000);
      await utimes(lockFile(), old, old);
      const lock = await waiting;
      assert.isBelow(performance.now() - begin, 1000);
      assert.deepEqual(await readdir(folder), ['run.lock']);
      await lock.release();
    });
  }

  it('that is being written is refused when it says of whom it is', async () => {
    await writeFile(lockFile(), '');
    const waiting = RunLock.acquire(folder).catch((reason: unknown) => reason);
    await writeFile(lockFile(), JSON.stringify(thisHolder()));
    assert.instanceOf(await waiting, RunLockedError);
  });

  it('says why the folder cannot be used', async () => {
    const error: unknown = await RunLock.acquire(join(folder, 'none')).catch((reason: unknown) => reason);
    assert.instanceOf(error, CheckpointError);
    assert.equal(error.reason, 'missing');
    // Leads to itself.
    await symlink(lockFile(), lockFile());
    const other: unknown = await RunLock.acquire(folder).catch((reason: unknown) => reason);
    assert.equal((other as CheckpointError).reason, 'write');
  });
});
