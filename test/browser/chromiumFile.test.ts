import { assert } from 'chai';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromiumFile, unpackChromium } from './chromiumFile.js';

const isForNpm = process.platform === 'linux' && process.arch === 'x64';

let folder: string;
const makeFolder = (): string => (folder = mkdtempSync(join(tmpdir(), 'chromium-file-')));
const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });

describe('chromiumFile', () => {
  beforeEach(makeFolder);
  afterEach(removeFolder);

  /** A file that can be run, or not. */
  function makeFile(name: string, mode = 0o755): string {
    writeFileSync(join(folder, name), '', { mode });
    return join(folder, name);
  }

  async function refusal(chosen: string): Promise<string> {
    return chromiumFile({ CHROME_PATH: chosen }, [makeFile('installed')]).then(
      (file) => assert.fail(`took ${file}`),
      (error: Error) => error.message,
    );
  }

  it('CHROME_PATH wins', async () => {
    const [chosen, installed] = [makeFile('chosen'), makeFile('installed')];
    assert.equal(await chromiumFile({ CHROME_PATH: chosen }, [installed]), chosen);
  });

  it('a CHROME_PATH that cannot be run is refused, with what it was', async () => {
    mkdirSync(join(folder, 'folder'));
    for (const wrong of [join(folder, 'nothing'), makeFile('text', 0o644), join(folder, 'folder')]) {
      assert.equal(await refusal(wrong), `CHROME_PATH must name a program that can be run, got ${wrong}`);
    }
  });

  it('without one, the first Chrome that is installed comes before the one of npm', async () => {
    const places = [join(folder, 'nothing'), makeFile('text', 0o644), makeFile('chrome'), makeFile('other')];
    assert.equal(await chromiumFile({}, places), join(folder, 'chrome'));
    assert.equal(await chromiumFile({ CHROME_PATH: '' }, places), join(folder, 'chrome'));
  });

  it('else it is the one of npm, where that can run', async () => {
    const outcome = await chromiumFile({}, []).catch((error: Error) => error.message);
    if (isForNpm) assert.isTrue(statSync(outcome).isFile());
    else
      assert.match(
        outcome,
        /^the Chromium that npm brings is for linux x64, this is .*: install Chrome, or set CHROME/,
      );
  }).timeout(120_000);
});

describe('unpackChromium', function () {
  this.timeout(120_000);
  before(function () {
    if (!isForNpm) this.skip();
  });
  beforeEach(makeFolder);
  afterEach(removeFolder);

  /** A process of its own that unpacks; the leader of a group, so that it can be killed with the one it started. */
  function startUnpacking(): { process: ChildProcess; file: Promise<string> } {
    const launcher = pathToFileURL(join(import.meta.dirname, 'chromiumFile.ts')).href;
    const script = `import { unpackChromium } from '${launcher}'; console.log(await unpackChromium('${folder}'));`;
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
    const env = { ...process.env, NODE_OPTIONS: '' };
    const child = spawn(process.execPath, args, { env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
    return { process: child, file: once(child, 'close').then(() => printed.trim()) };
  }

  const partial = (): string[] => readdirSync(folder).filter((name) => name.startsWith('unpacking-'));

  function assertRuns(file: string): void {
    const { stdout, stderr } = spawnSync(file, ['--version'], { encoding: 'utf8' });
    assert.match(stdout, /^Chromium \d+\./, stderr);
  }

  it('two processes at once get the same working file, and one of them makes it', async () => {
    const made = new Set<string>();
    const watcher = watch(folder, (_, name) => name?.startsWith('unpacking-') && made.add(name));
    try {
      const files = await Promise.all([startUnpacking().file, startUnpacking().file]);
      assert.equal(files[0], files[1]);
      assert.isTrue(files[0].startsWith(folder), files[0]);
      assertRuns(files[0]);
      assert.equal(made.size, 1);
      assert.deepEqual(partial(), []);
    } finally {
      watcher.close();
    }
  });

  it('what a killed process left half done is made again by the next', async () => {
    const { process: killed, file: printed } = startUnpacking();
    const begun = (): boolean => partial().some((name) => existsSync(join(folder, name, 'chromium')));
    while (!begun() && killed.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
    process.kill(-killed.pid!, 'SIGKILL');
    assert.equal(await printed, '');
    assert.lengthOf(partial(), 1);

    assertRuns(await unpackChromium(folder));
    assert.deepEqual(partial(), []);
  });
});
