import { mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { encodeSafetensors } from '../../src/checkpoints/safetensors.js';
import { SafetensorsError, type SafetensorsErrorReason } from '../../src/checkpoints/SafetensorsError.js';
import { SafetensorsFile } from '../../src/checkpoints/SafetensorsFile.js';
import { entryOf, fileOf } from './safetensorsFileOf.js';

async function assertRejected(
  promise: Promise<unknown>,
  reason: SafetensorsErrorReason,
  message: string,
): Promise<void> {
  const error: unknown = await promise.catch((caught: unknown) => caught);
  assert.instanceOf(error, SafetensorsError);
  assert.equal(error.message, message);
  assert.equal(error.reason, reason);
}

describe('SafetensorsFile', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'safetensors-'))));
  after(() => rm(folder, { recursive: true }));

  async function write(name: string, bytes: Uint8Array): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  }

  const small = (): Uint8Array =>
    encodeSafetensors(
      [
        ['layer.kernel', { shape: [2, 1], values: Float32Array.of(1, -2) }],
        ['layer.bias', { shape: [1], values: Int32Array.of(7) }],
        ['on', { shape: [2], values: Uint8Array.of(1, 0) }],
      ],
      { step: '3' },
    );

  it('tells what there is, and reads in any order, also at once', async () => {
    const file = await SafetensorsFile.open(await write('small', small()));
    assert.deepEqual(file.metadata, { step: '3' });
    assert.deepEqual(
      [...file.tensors].map(([name, { dtype, shape }]) => [name, dtype, shape]),
      [
        ['layer.bias', 'I32', [1]],
        ['layer.kernel', 'F32', [2, 1]],
        ['on', 'BOOL', [2]],
      ],
    );
    const [on, kernel] = await Promise.all([file.read('on'), file.read('layer.kernel')]);
    assert.deepEqual(on, { shape: [2], values: Uint8Array.of(1, 0), dtype: 'BOOL' });
    assert.deepEqual(kernel, { shape: [2, 1], values: Float32Array.of(1, -2), dtype: 'F32' });
    kernel.shape.push(5);
    assert.deepEqual(file.tensors.get('layer.kernel')!.shape, [2, 1]);
    await file.close();
    await file.close();
  });

  it('names the tensor that was meant', async () => {
    const file = await SafetensorsFile.open(await write('small', small()));
    await assertRejected(
      file.read('layer.kernal'),
      'unknownTensor',
      "SafetensorsFile.read: name must be that of a tensor of the file, got 'layer.kernal'; did you mean 'layer.kernel'?",
    );
    await assertRejected(
      file.read('__proto__'),
      'unknownTensor',
      "SafetensorsFile.read: name must be that of a tensor of the file, got '__proto__'",
    );
    await file.close();
    await assertRejected(file.read('on'), 'closed', 'SafetensorsFile.read: the file must be open, got a closed one');
  });

  it('refuses a header before it reads it, and by the size that the file has', async () => {
    const claims = Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 0, 0x7b, 0x7d);
    await assertRejected(
      SafetensorsFile.open(await write('claims', claims)),
      'headerIncomplete',
      'SafetensorsFile.open: the header must end within the file, after 16777224 bytes, got 10',
    );
    await assertRejected(
      SafetensorsFile.open(await write('short', Uint8Array.of(1, 2, 3))),
      'noLength',
      'SafetensorsFile.open: bytes must hold at least 8, got 3',
    );
    const header = `{"a":${entryOf('F64', [2 ** 40], [0, 2 ** 43])}}`;
    await assertRejected(
      SafetensorsFile.open(await write('huge', fileOf(header, 8))),
      'dataIncomplete',
      'SafetensorsFile.open: the tensors must fill the 8 bytes after the header, got 8796093022208',
    );
    await assertRejected(
      SafetensorsFile.open(await write('trailing', fileOf('{}', 1))),
      'trailing',
      'SafetensorsFile.open: the tensors must fill the 1 bytes after the header, got 0',
    );
  });

  it('refuses booleans other than 0 and 1 when they are read', async () => {
    const bytes = fileOf(`{"a":${entryOf('BOOL', [2], [0, 2])}}`, Uint8Array.of(1, 3));
    const file = await SafetensorsFile.open(await write('booleans', bytes));
    await assertRejected(file.read('a'), 'boolean', 'SafetensorsFile.read: "a" must hold booleans, 0 or 1, got 3 at 1');
    await file.close();
  });

  it('refuses a file that was cut while it was open', async () => {
    const bytes = small();
    const path = await write('cut', bytes);
    const file = await SafetensorsFile.open(path);
    await truncate(path, bytes.length - 4);
    await assertRejected(
      file.read('layer.kernel'),
      'shrunk',
      `SafetensorsFile.read: the file must hold 8 bytes from ${bytes.length - 10} on, got 6: it was longer when opened`,
    );
    assert.deepEqual((await file.read('layer.bias')).values, Int32Array.of(7));
    await file.close();
  });

  it('says what the system says of a file that is not there', async () => {
    const error: unknown = await SafetensorsFile.open(join(folder, 'none')).catch((caught: unknown) => caught);
    assert.equal((error as NodeJS.ErrnoException).code, 'ENOENT');
  });

  it('reads behind 2^31 and 2^32 bytes, and of a tensor no more than it is asked for', async () => {
    const [first, second] = [2 ** 31 + 5, 2 ** 31 + 11];
    const middle = first + 8;
    const last = middle + second;
    const header =
      `{"first":${entryOf('U8', [first], [0, first])},"middle":${entryOf('F64', [1], [first, middle])},` +
      `"second":${entryOf('U8', [second], [middle, last])},"last":${entryOf('F32', [2], [last, last + 8])}}`;
    const start = fileOf(header);
    const path = await write('large', start);
    const writer = await open(path, 'r+');
    // All that is not written takes no room on the disk.
    await writer.write(new Uint8Array(Float64Array.of(Math.PI).buffer), 0, 8, start.length + first);
    await writer.write(new Uint8Array(Float32Array.of(1.5, -2).buffer), 0, 8, start.length + last);
    await writer.close();

    const file = await SafetensorsFile.open(path);
    const before = process.memoryUsage().arrayBuffers;
    assert.deepEqual((await file.read('middle')).values, Float64Array.of(Math.PI));
    assert.deepEqual((await file.read('last')).values, Float32Array.of(1.5, -2));
    assert.isBelow(process.memoryUsage().arrayBuffers - before, 2 ** 20);
    await file.close();

    await truncate(path, start.length + last + 7);
    await assertRejected(
      SafetensorsFile.open(path),
      'dataIncomplete',
      `SafetensorsFile.open: the tensors must fill the ${last + 7} bytes after the header, got ${last + 8}`,
    );
    await rm(path);
  });

  it('refuses a tensor that no memory holds', async function () {
    const size = 2 ** 43;
    const start = fileOf(`{"a":${entryOf('U8', [size], [0, size])},"b":${entryOf('I8', [1], [size, size + 1])}}`);
    const path = await write('endless', start);
    const fits = await truncate(path, start.length + size + 1).then(
      () => true,
      () => false,
    );
    // Not every file system has files of 8 TiB.
    if (!fits) this.skip();
    const file = await SafetensorsFile.open(path);
    await assertRejected(
      file.read('a'),
      'tooLarge',
      'SafetensorsFile.read: "a" must fit into memory, got 8796093022208 bytes',
    );
    assert.deepEqual((await file.read('b')).values, Int8Array.of(0));
    await file.close();
    await rm(path);
  });
});
