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

/** In MiB, besides `tensors`. */
interface Reading {
  heap: number;
  outside: number;
  tensors: number;
}

/** What a process prints that may fill so many MiB of heap; undefined when it dies of that. */
async function read(way: string, path: string, heap: number): Promise<Reading | undefined> {
  const limits = ['--expose-gc', '--max-semi-space-size=1', `--max-old-space-size=${Math.floor(heap)}`];
  const child = spawn(process.execPath, [...limits, '--import', tsx, script, way, path], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let printed = '';
  child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0 ? (JSON.parse(printed) as Reading) : undefined;
}

/** A file of as many tensors. */
function many(count: number, name: (i: number) => string, shape: number[], each: number): Uint8Array {
  const dtype = each === 4 ? 'F32' : 'U8';
  const entries = Array.from(
    { length: count },
    (_, i) => `"${name(i)}":${entryOf(dtype, shape, [each * i, each * i + each])}`,
  );
  return fileOf(`{${entries.join()}}`, each * count);
}

const short = (i: number): string => i.toString(36);

/** Files whose headers ask for the most memory, each in its way. */
const files: [what: string, tensors: number, make: () => Uint8Array][] = [
  [
    'long names',
    100_000,
    () => many(100_000, (i) => `model.layers.${String(i).padStart(6, '0')}.${'x'.repeat(85)}`, [1], 4),
  ],
  ['short names of one byte each', 100_000, () => many(100_000, short, [], 1)],
  ['short names of nothing', 100_000, () => many(100_000, short, [0], 0)],
  ['shapes of 32 sizes', 100_000, () => many(100_000, short, Array<number>(32).fill(1), 1)],
  ['the longest names', 1900, () => many(1900, (i) => short(i).padStart(8190, '-'), [], 1)],
  ['names that are escaped', 1900, () => many(1900, (i) => `\\"🙂${short(i).padStart(8180, '-')}`, [], 1)],
  [
    'the longest texts',
    0,
    () =>
      fileOf(
        `{"__metadata__":{${Array.from({ length: 15 }, (_, i) => `"${i}":"🙂${'x'.repeat(2 ** 20 - 6)}"`).join()}}}`,
      ),
  ],
];

describe('what a header takes of memory', () => {
  let folder: string;
  /** Of a process that reads nothing, in MiB. */
  let heap: number;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safetensors-'));
    heap = (await read('nothing', '', 200))!.heap;
  });
  after(() => rm(folder, { recursive: true }));

  for (const [what, tensors, make] of files) {
    for (const way of ['open', 'decode']) {
      it(`${way}, ${what}: less than 4 times the file, its bytes among them`, async () => {
        const path = join(folder, 'large');
        const file = make();
        await writeFile(path, file);
        const size = file.length / 2 ** 20;
        const unlimited = (await read(way, path, 1000))!;
        assert.equal(unlimited.tensors, tensors);
        const limited = await read(way, path, heap + 4 * size - unlimited.outside);
        assert.equal(limited?.tensors, tensors);
      });
    }
  }

  it('JSON.parse alone does not do with that', async () => {
    const path = join(folder, 'large');
    const file = files[0][2]();
    await writeFile(path, file);
    assert.isUndefined(await read('parse', path, heap + (3 * file.length) / 2 ** 20));
  });
});
