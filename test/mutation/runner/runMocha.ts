import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { relative } from 'node:path';
import type { TreeCopy } from './TreeCopy.js';

/** How the tests of a copy ended, up to the first failure. */
export type MochaEnd =
  | { kind: 'passed' }
  | {
      kind: 'failed';
      /** The full title of the first test that failed. */
      title: string;
      /** Path of the test file from the root. */
      file: string;
      /** Of the error. */
      message: string;
    }
  | {
      /** No test could tell: files that cannot be loaded, or tests that do not end. */
      kind: 'broken';
      reason: string;
    };

/** The whole suite takes two to three minutes on one core. */
const MOST_SECONDS = 900;

const CONFIG = 'mutation.mocharc.json';

/** What chooses the backend of the ordinary suite, and what chooses cpu instead. */
const CHOICES = { ordinary: 'test/helpers/twoThreads.ts', cpu: 'test/helpers/cpuOnly.ts' };

/**
 * Runs tests of a copy in one process, up to the first that fails, with the settings of its `.mocharc.json`.
 *
 * @param files Paths from the root. Default: all of the ordinary suite, but for those of this folder.
 * @param backend Default: that of the ordinary suite.
 */
export async function runMocha(
  copy: TreeCopy,
  files?: readonly string[],
  backend: keyof typeof CHOICES = 'ordinary',
): Promise<MochaEnd> {
  const { spec, ignore = [], ...config } = JSON.parse(copy.read('.mocharc.json')) as Config;
  const { 'node-option': nodeOptions = [], require: required = [], ...settings } = config;
  const chosen = required.map((file) => (file === CHOICES.ordinary ? CHOICES[backend] : file));
  // mocha takes an empty list for a module without a name.
  const hooks = chosen.length > 0 ? { require: chosen } : {};
  const unlisted = { ...settings, ...hooks, parallel: false, bail: true, reporter: 'json-stream' };
  copy.write(CONFIG, JSON.stringify(files ? unlisted : { ...unlisted, ignore: [...ignore, 'test/mutation/**'] }));
  const mocha = ['node_modules/mocha/bin/mocha.js', '--config', CONFIG, ...(files ?? spec)];
  const child = copy.start([...nodeOptions.map((option) => `--${option}`), ...mocha]);
  let failure: MochaEnd | undefined;
  let complaints = '';
  createInterface({ input: child.stdout }).on('line', (line) => (failure ??= failureIn(line, copy.folder)));
  child.stderr.on('data', (data: Buffer) => (complaints = `${complaints}${data.toString()}`.slice(-2000)));
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    copy.kill(child);
  }, 1000 * MOST_SECONDS);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(limit);
  if (late) return { kind: 'broken', reason: `the tests must end within ${MOST_SECONDS} s, got none that did` };
  if (failure !== undefined) return failure;
  return code === 0 ? { kind: 'passed' } : { kind: 'broken', reason: `no test ran: ${complaints.trim()}` };
}

interface Config {
  spec: string[];
  ignore?: string[];
  'node-option'?: string[];
  require?: string[];
}

/** The failure that a line of mocha's `json-stream` reporter tells of; tests print other lines in between. */
function failureIn(line: string, folder: string): MochaEnd | undefined {
  if (!line.startsWith('["fail",')) return undefined;
  const [, test] = JSON.parse(line) as [string, { fullTitle: string; file: string; err: string }];
  return { kind: 'failed', title: test.fullTitle, file: relative(folder, test.file), message: test.err };
}
