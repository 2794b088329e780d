import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './Bench.js';
import type { PeerName } from './contestants.js';

const folder = join(import.meta.dirname, '..');

/** Who needs packages that are not those of the project. */
const INSTALLED: readonly PeerName[] = ['tfjs-wasm', 'jax-js'];

interface Manifest {
  version: string;
  dependencies: Record<string, string>;
}

const read = (path: string): Manifest => JSON.parse(readFileSync(join(folder, path), 'utf8')) as Manifest;

/**
 * Installs the packages that benches measure against, unless they are there: installing the project leaves them out.
 *
 * @param say Is told that it installs them, or why it could not: those that are missing are left out then.
 */
export function installPeers(benches: readonly Bench[], say: (line: string) => void): void {
  if (!benches.some(({ peers }) => peers.some((peer) => INSTALLED.includes(peer)))) return;
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
