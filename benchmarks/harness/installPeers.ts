import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..');

interface Manifest {
  version: string;
  dependencies: Record<string, string>;
}

const read = (path: string): Manifest => JSON.parse(readFileSync(join(folder, path), 'utf8')) as Manifest;

/**
 * Installs the packages that are measured against, unless they are there: installing the project leaves them out.
 *
 * @param say Is told that it installs them, or why it could not: those that are missing are left out then.
 */
export function installPeers(say: (line: string) => void): void {
  const wanted = Object.entries(read('package.json').dependencies);
  const isThere = ([name, version]: [string, string]): boolean => {
    const manifest = `node_modules/${name}/package.json`;
    return existsSync(join(folder, manifest)) && read(manifest).version === version;
  };
  if (wanted.every(isThere)) return;
  say('Installing the packages to measure against, once: npm ci in benchmarks/');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status, stderr } = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) say(`npm ci in benchmarks/ failed, going on without them: ${stderr.trim()}`);
}
