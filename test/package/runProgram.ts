import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs a program to its end, in a folder.
 *
 * @throws Error with all that it printed, when it ends with another code than 0.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<{ stdout: string; stderr: string }> {
  // The options of this process, such as its loader of TypeScript, are not for others. Many programs colour what they print
  // where CI is set, also into pipes.
  const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', FORCE_COLOR: undefined };
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (code === 0) return { stdout, stderr };
  throw new Error(`${[program, ...args].join(' ')} ended with ${code ?? signal} and printed\n${stdout}${stderr}`);
}
