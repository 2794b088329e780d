import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** What a process left. */
export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts a TypeScript file of the project as a process of its own. */
export function startScript(
  path: string,
  args: string[] = [],
  cwd = root,
): { process: ChildProcess; finished: Promise<Finished> } {
  const tsx = pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href;
  const env = { ...process.env, NODE_OPTIONS: '', TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') };
  const child = spawn(process.execPath, ['--import', tsx, join(root, path), ...args], { cwd, env });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const finished = once(child, 'close').then(([code]: unknown[]) => ({ code: code as number | null, stdout, stderr }));
  return { process: child, finished };
}
