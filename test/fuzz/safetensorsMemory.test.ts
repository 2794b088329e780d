import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { assert } from 'chai';
import { entryOf, fileOf } from '../checkpoints/safetensorsFileOf.js';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const script = join(import.meta.dirname, 'readLargeHeader.ts');

/** What a process prints that may fill so many MiB of heap; undefined when it dies of that. */
async function read(way: string, path: string, heap: number): Promise<{ heap: number; tensors: number } | undefined> {
  const limits = ['--expose-gc', '--max-semi-space-size=1', `--max-old-space-size=${Math.floor(heap)}`];
  const child = spawn(process.execPath, [...limits, '--import', tsx, script, way, path], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let printed = '';
  child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0 ? (JSON.parse(printed) as { heap: number; tensors: number }) : undefined;
}

describe('the largest header that is read', () => {
  const count = 100_000;
  let folder: string;
  let path: string;
  /** Of the file, in MiB. */
  let size: number;
  /** Of a process that reads nothing, in MiB. */
  let heap: number;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safetensors-'));
    path = join(folder, 'large');
    const name = (i: number): string => `model.layers.${String(i).padStart(6, '0')}.${'x'.repeat(85)}`;
    const entries = Array.from({ length: count }, (_, i) => `"${name(i)}":${entryOf('F32', [1], [4 * i, 4 * i + 4])}`);
    const file = fileOf(`{${entries.join()}}`, 4 * count);
    await writeFile(path, file);
    size = file.length / 2 ** 20;
    heap = (await read('nothing', path, 200))!.heap;
  });
  after(() => rm(folder, { recursive: true }));

  it('is about 16 MiB', () => assert.isTrue(size > 15 && size < 17));

  it('SafetensorsFile needs less than 4 times the file, its bytes among them', async () => {
    assert.equal((await read('open', path, heap + 3 * size))?.tensors, count);
  });

  it('decodeSafetensors needs less than 4 times the file beside its bytes, all values among that', async () => {
    assert.equal((await read('decode', path, heap + 4 * size))?.tensors, count);
  });

  it('JSON.parse alone does not do with that', async () => {
    assert.isUndefined(await read('parse', path, heap + 3 * size));
  });
});
