import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { runProgram } from './runProgram.js';
import { temporaryFolder } from './temporaryFolder.js';

/** The checkout. */
export const root = join(import.meta.dirname, '../..');

/** What `npm pack` made. */
export interface Packed {
  /** The path of the `.tgz`. */
  tarball: string;
  /** Paths inside of it. */
  files: { path: string; size: number }[];
  /** Bytes of the tarball. */
  size: number;
  /** Bytes of its files together. */
  unpackedSize: number;
  manifest: { exports: Record<string, unknown>; peerDependencies: Record<string, string> };
}

/** What a fresh clone does not have; most of it is made by the build. */
const NOT_CLONED = ['.git', 'node_modules', 'dist', 'runs', 'src/engine/generated'];

let packed: Promise<Packed> | undefined;

/** Packs the checkout as `npm publish` would, once for each process. The build runs in a copy: no `dist` is read or changed. */
export function packPackage(): Promise<Packed> {
  return (packed ??= pack());
}

async function pack(): Promise<Packed> {
  const folder = temporaryFolder('pack');
  const clone = join(folder, 'clone');
  const isCloned = (path: string): boolean => !NOT_CLONED.includes(relative(root, path).split(sep).join('/'));
  cpSync(root, clone, { recursive: true, filter: isCloned });
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'), 'junction');
  // The build would print into the JSON.
  const args = ['pack', '--json', '--foreground-scripts=false', '--pack-destination', folder];
  const { stdout } = await runProgram('npm', args, clone);
  const [made] = JSON.parse(stdout) as (Omit<Packed, 'tarball' | 'manifest'> & { filename: string })[];
  const manifest = JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8')) as Packed['manifest'];
  return { ...made, tarball: join(folder, made.filename), manifest };
}
