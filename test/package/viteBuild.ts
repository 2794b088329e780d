import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import type { Pages } from '../browser/serve.js';
import { root } from './packPackage.js';
import { runProgram } from './runProgram.js';
import { temporaryFolder } from './temporaryFolder.js';

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };

/**
 * Builds the page of a folder with Vite, as it is without a configuration.
 *
 * A process of its own, as users have it: the loader of TypeScript that tests run under breaks Vite.
 *
 * @returns The pages to serve, and the warnings.
 */
export async function viteBuild(folder: string, ...args: string[]): Promise<{ pages: Pages; warnings: string }> {
  const built = temporaryFolder('vite');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const allArgs = [vite, 'build', '--logLevel', 'warn', '--outDir', built, '--emptyOutDir', ...args];
  const { stdout, stderr } = await runProgram(process.execPath, allArgs, folder);
  const pages: Pages = {};
  for (const file of readdirSync(built, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    const address = path.slice(built.length).split(sep).join('/').replace('/index.html', '/');
    pages[address] = { type: TYPES[extname(path)], content: readFileSync(path, 'utf8') };
  }
  return { pages, warnings: stdout + stderr };
}
