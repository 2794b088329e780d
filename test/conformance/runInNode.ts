import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ModuleEnd } from './ModuleEnd.js';
import type { RunRequest } from './Run.js';
import { testFolder } from './suite.js';
import type { TestEnd } from './TestEnd.js';

const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');

/**
 * Runs modules one after the other in mocha, in a process of its own.
 *
 * mocha runs tests that stand outside of suites before all others, whatever their file, so that no module is at its end
 * before all are.
 *
 * @param folder Where the modules lie, `test/` unless told otherwise.
 */
export async function* runInNode(
  { backend, options, modules, grep }: RunRequest,
  folder = testFolder,
): AsyncGenerator<ModuleEnd, void> {
  const files = new Map(modules.map((module) => [join(folder, module), module]));
  const ends = new Map(modules.map((module): [string, ModuleEnd] => [module, { module, tests: [], seconds: 0 }]));

  const args = ['--no-config', '--timeout', '600000', '--reporter', join(import.meta.dirname, 'node/reporter.cjs')];
  args.push('--require', join(import.meta.dirname, 'node/setup.ts'));
  if (grep !== undefined) args.push('--grep', grep);
  const child = fork(mocha, [...args, ...files.keys()], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, NODE_OPTIONS: '', CONFORMANCE_BACKEND: JSON.stringify([backend, options]) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr!.on('data', (data: Buffer) => (errors += data.toString()));
  let ended = false;
  child.on('message', (message: 'end' | (TestEnd & { file: string })) => {
    if (message === 'end') {
      ended = true;
      return;
    }
    const { file, ...test } = message;
    const end = ends.get(files.get(file)!)!;
    end.tests.push(test);
    end.seconds += test.seconds;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  for (const end of ends.values()) {
    yield ended ? end : { ...end, broken: `mocha ended with ${code} before its last test\n${errors}` };
  }
}
