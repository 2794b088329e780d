import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packPackage } from './packPackage.js';
import { runProgram } from './runProgram.js';
import { temporaryFolder } from './temporaryFolder.js';

const installed = new Map<string, Promise<string>>();

/**
 * The folder of a project that depends on the package alone, or also on others, with the programs of `programs/` in it.
 * npm installs the tarball and what it asks for as peers. Made once for each list of others.
 *
 * @param others As npm takes them, `@tensorflow/tfjs@4.22.0`.
 */
export function installPackage(...others: string[]): Promise<string> {
  const key = others.join(' ');
  if (!installed.has(key)) installed.set(key, install(others));
  return installed.get(key)!;
}

async function install(others: readonly string[]): Promise<string> {
  const { tarball } = await packPackage();
  const folder = temporaryFolder('user');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await runProgram('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball, ...others], folder);
  cpSync(join(import.meta.dirname, 'programs'), folder, { recursive: true });
  return folder;
}
