import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '../..');

/** Mounts the disk that is the first argument, and becomes the program that the others start. */
const MOUNT = 'mount -t tmpfs -o size="$1" none "$0" && shift && exec "$@"';

/**
 * Runs a TypeScript file of the project with a small disk of its own, which nobody else sees and which ends with it.
 *
 * @param path Of the file; its arguments are a folder on the disk, and `args`.
 * @param size Of the disk, such as `1m`.
 * @returns What it printed, as JSON.
 * @throws Error when there can be no such disk, or the program fails.
 */
export async function onSmallDisk(path: string, size: string, ...args: string[]): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'disk-'));
  // Who is not root may be it among those that see nothing else.
  const asRoot = process.getuid?.() === 0 ? '-m' : '-rm';
  const tsx = pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href;
  const program = [process.execPath, '--import', tsx, join(root, path), folder, ...args];
  try {
    const env = { ...process.env, NODE_OPTIONS: '', TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') };
    const child = spawn('unshare', [asRoot, 'sh', '-c', MOUNT, folder, size, ...program], { cwd: root, env });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    if (code === 0) return JSON.parse(stdout);
    throw new Error(
      `onSmallDisk: unshare ${asRoot} must be allowed to mount a tmpfs, here for tests of full disks, and ${path} to end ` +
        `with 0, got ${code}: ${stderr}`,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}
