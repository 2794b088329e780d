import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { launchBrowser } from '../browser/launchBrowser.js';
import { packPackage, root } from './packPackage.js';
import { temporaryFolder } from './temporaryFolder.js';

/** What a command of the walk left. */
interface Walked {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The commands under "Runs" in README, one a line. */
function walk(): string[] {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const section = readme.split('\n## ').find((text) => text.startsWith('Runs\n'));
  const [, block] = /```sh\n(.*?)```/s.exec(section ?? '') ?? assert.fail('README must have commands under "Runs"');
  return block.trimEnd().split('\n');
}

/** Runs a line in a shell; `whenSaying` interrupts it, as Ctrl-C does all that run in a terminal. */
async function shell(line: string, cwd: string, whenSaying?: RegExp): Promise<Walked> {
  const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', FORCE_COLOR: undefined };
  const child = spawn('sh', ['-c', line], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let [stdout, stderr] = ['', ''];
  let isInterrupted = false;
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
    if (isInterrupted || whenSaying === undefined || !whenSaying.test(stderr)) return;
    isInterrupted = true;
    process.kill(-child.pid!, 'SIGINT');
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  // npx ends by the signal itself; a shell calls that by its number as well.
  return { code: signal === null ? code : 128 + constants.signals[signal], stdout, stderr };
}

/** Whether a browser shows each picture, and how large it is. */
async function sizesInBrowser(paths: readonly string[]): Promise<[width: number, height: number][]> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const sizes: [number, number][] = [];
    for (const path of paths) {
      const type = path.endsWith('.svg') ? 'image/svg+xml' : 'image/png';
      const source = `data:${type};base64,${readFileSync(path, 'base64')}`;
      sizes.push(
        await page.evaluate(async (src) => {
          const image = new Image();
          image.src = src;
          await image.decode();
          return [image.naturalWidth, image.naturalHeight] as [number, number];
        }, source),
      );
    }
    return sizes;
  } finally {
    await browser.close();
  }
}

describe('a first walk through the command, with what stands in README', () => {
  it('installs, trains, is interrupted, goes on, measures, writes and shows', async () => {
    const { tarball } = await packPackage();
    const folder = temporaryFolder('walk');
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
    const lines = walk();
    const verbs = lines.map((line) => line.split(' ').slice(0, 3).join(' '));
    assert.deepEqual(verbs.slice(2), [
      ...['npx talking-heads train', 'npx talking-heads resume', 'npx talking-heads evaluate'],
      ...['npx talking-heads generate', 'npx talking-heads inspect'],
    ]);
    const [install, extras, train, resume, evaluate, generate, inspect] = lines;
    // The package is not in a registry yet: its tarball stands for its name.
    for (const line of [install.replace(' talking-heads ', ` ${tarball} `), extras]) {
      const { code, stderr } = await shell(`${line} --no-audit --no-fund --prefer-offline`, folder);
      assert.equal(code, 0, stderr);
    }

    const run = join(folder, 'runs/whale');
    const begun = await shell(train, folder, /^ *60\/300 /m);
    assert.equal(begun.code, 130, begun.stderr);
    const [, stopped] = /stopped after step (\d+)/.exec(begun.stdout) ?? assert.fail(begun.stdout + begun.stderr);
    assert.isBelow(Number(stopped), 300);

    const resumed = await shell(resume, folder);
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.include(resumed.stderr, `goes on after step ${stopped}`);
    const [, loss] = /validation loss +(\d\.\d+) nats/.exec(resumed.stdout) ?? assert.fail(resumed.stdout);
    // A table of pairs of letters has 2.416; one that has learned nothing ln 82 = 4.4.
    assert.isBelow(Number(loss), 2.5);

    const measured = await shell(evaluate, folder);
    assert.equal(measured.code, 0, measured.stderr);
    assert.include(measured.stdout, `loss        ${loss}`);
    assert.include(measured.stdout, 'step-00000300.safetensors, after step 300');

    const written = await shell(generate, folder);
    assert.equal(written.code, 0, written.stderr);
    assert.match(written.stdout, /^The whale .{200}\n$/s);
    assert.equal((await shell(generate, folder)).stdout, written.stdout);

    const shown = await shell(inspect, folder);
    assert.equal(shown.code, 0, shown.stderr);
    assert.match(shown.stdout, /model\.blocks\.3\.attention\.query\.kernel +F32 +\[128, 4, 32\]/);
    assert.match(shown.stdout, /^step: 300$/m);
    assert.include(shown.stdout, 'model.blocks.0.attention, before the softmax');

    const pictures = [join(run, 'plots'), join(folder, 'pictures')].flatMap((where) =>
      readdirSync(where).map((name) => join(where, name)),
    );
    assert.lengthOf(pictures, 6);
    for (const [width, height] of await sizesInBrowser(pictures)) {
      assert.isAbove(width, 200);
      assert.isAbove(height, 150);
    }
  });
});
