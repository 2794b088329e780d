import { nodeModule } from '../nodeModule.js';
import { blasNames } from './blasNames.js';

/** Debian's names of processors, in the names of folders. */
const TRIPLETS: Record<string, string> = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' };

/**
 * The BLAS that `'auto'` would probably take, or `undefined`: looked for by its file in the folders where the loader looks, and
 * never loaded, so that nobody runs a library that was not asked for. On macOS Accelerate is part of the system, without a
 * file; in browsers there is none.
 *
 * @param folders Default: those of this system and of its environment variables.
 */
export function blasOnMachine(platform?: string, folders?: readonly string[]): string | undefined {
  const [files, paths] = [nodeModule('node:fs'), nodeModule('node:path')];
  if (files === undefined || paths === undefined) return undefined;
  const names = blasNames(platform);
  if ((platform ?? process.platform) === 'darwin') return names[0];
  const places = folders ?? loaderFolders(paths.delimiter);
  return names.find((name) => places.some((folder) => files.existsSync(paths.join(folder, name))));
}

function loaderFolders(delimiter: string): string[] {
  const { env, platform, arch } = process;
  const listed = (platform === 'win32' ? env.PATH : env.LD_LIBRARY_PATH) ?? '';
  const given = listed.split(delimiter).filter((folder) => folder !== '');
  if (platform === 'win32') return given;
  const ends = ['lib', 'lib64', ...(arch in TRIPLETS ? [`lib/${TRIPLETS[arch]}`] : [])];
  return [...given, ...['/', '/usr/', '/usr/local/'].flatMap((root) => ends.map((end) => root + end))];
}
