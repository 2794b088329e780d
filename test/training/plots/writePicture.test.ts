import { assert } from 'chai';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { svgDocument } from '../../../src/training/plots/svgDocument.js';
import { svgToPng } from '../../../src/training/plots/svgToPng.js';
import { writePicture } from '../../../src/training/plots/writePicture.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const svg = svgDocument('Title', 60, 40, []);

const messageOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error as Error).message,
  );

/** What a process says that has the sources, and `program` beside them, without any package in reach. */
async function runWithoutPackages(folder: string, program: string): Promise<string> {
  for (const part of ['checkpoints/nodeFiles.ts', 'config/formatValue.ts', 'training/plots']) {
    await cp(join(root, 'src', part), join(folder, 'src', part), { recursive: true });
  }
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'src/program.ts'), program);
  const tsx = pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href;
  const env = { ...process.env, NODE_OPTIONS: '', NODE_PATH: '' };
  const options = { cwd: folder, env };
  return (await promisify(execFile)(process.execPath, ['--import', tsx, 'src/program.ts'], options)).stdout;
}

describe('writePicture', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'picture-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('writes the SVG and its PNG', async () => {
    const path = join(folder, 'loss.curve');
    assert.deepEqual(await writePicture(path, svg), { written: [`${path}.svg`, `${path}.png`] });
    assert.sameMembers(await readdir(folder), ['loss.curve.svg', 'loss.curve.png']);
    assert.equal(await readFile(`${path}.svg`, 'utf8'), svg);
    assert.deepEqual(new Uint8Array(await readFile(`${path}.png`)), await svgToPng(svg));
  });

  it('writes the SVG alone where the packages are missing, and says how to install them', async () => {
    const program = `
      import { writePicture } from './training/plots/writePicture.ts';
      console.log(JSON.stringify(await writePicture('loss', ${JSON.stringify(svg)})));`;
    assert.deepEqual(JSON.parse(await runWithoutPackages(folder, program)), {
      written: ['loss.svg'],
      missing:
        'svgToPng: @resvg/resvg-js and dejavu-fonts-ttf must be installed, got a missing module; ' +
        'install with: npm install @resvg/resvg-js dejavu-fonts-ttf',
    });
    assert.sameMembers(await readdir(folder), ['src', 'package.json', 'loss.svg']);
    assert.equal(await readFile(join(folder, 'loss.svg'), 'utf8'), svg);
  }).timeout(60000);

  it('keeps the SVG when no PNG can be made of it, and says why', async () => {
    const path = join(folder, 'bad');
    assert.match(await messageOf(writePicture(path, '<svg><g></svg>')), /^svgToPng: svg must be well-formed, got: /);
    assert.deepEqual(await readdir(folder), ['bad.svg']);
  });

  it('passes on that a file cannot be written', async () => {
    assert.match(await messageOf(writePicture(join(folder, 'none', 'loss'), svg)), /ENOENT/);
    await mkdir(join(folder, 'loss.png'));
    assert.match(await messageOf(writePicture(join(folder, 'loss'), svg)), /EISDIR/);
  });

  it('refuses where there are no files', async () => {
    const { process } = globalThis;
    Object.defineProperty(globalThis, 'process', { value: undefined, configurable: true, writable: true });
    try {
      const says = "writePicture: path must be a file of Node, got 'loss' elsewhere; use the SVG itself";
      assert.equal(await messageOf(writePicture('loss', svg)), says);
    } finally {
      globalThis.process = process;
    }
  });
});
