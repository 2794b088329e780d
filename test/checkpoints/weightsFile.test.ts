import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { encodeSafetensors, type SafetensorsInput } from '../../src/checkpoints/safetensors.js';
import {
  decodeWeights,
  encodeWeights,
  loadWeights,
  saveWeights,
  type LoadWeightsOptions,
} from '../../src/checkpoints/weightsFile.js';
import { Transformer } from '../../src/models/Transformer.js';
import { Module } from '../../src/modules/Module.js';
import { Parameter } from '../../src/modules/Parameter.js';
import { assertSameBits } from '../helpers/assertClose.js';

class Pair extends Module {
  readonly kernel: Parameter;
  readonly inner: { bias: Parameter };
  readonly tied: Parameter;
  constructor(kernel = [1, 2, 3, 4], bias = [5, 6]) {
    super({ name: 'pair' });
    this.kernel = new Parameter(() => tensor(kernel, [2, 2]));
    this.inner = { bias: new Parameter(() => tensor(bias)) };
    this.tied = this.kernel;
  }
}

const values = (module: Module): number[] => module.getWeights().flatMap((weight) => [...weight.values]);

const f32 = (shape: number[], ...numbers: number[]): SafetensorsInput => ({
  shape,
  values: Float32Array.from(numbers),
});
const kernel = f32([2, 2], 10, 20, 30, 40);
const bias = f32([2], 50, 60);

async function rejection(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => assert.fail('nothing was thrown'),
    (error: unknown) => error as Error,
  );
}

describe('saveWeights and loadWeights', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weights-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('keep every bit of a transformer, and the file holds the same bytes each time', async () => {
    const options = { vocabularySize: 7, contextLength: 4, numLayers: 2, width: 8, numHeads: 2 };
    const [saved, loaded] = [1, 2].map((seed) => new Transformer({ ...options, seed }));
    assert.notDeepEqual(values(loaded), values(saved));
    const path = join(folder, 'model.safetensors');
    await saveWeights(saved, path);
    await loadWeights(loaded, path);
    assertSameBits(values(loaded), values(saved));
    assert.deepEqual(new Uint8Array(await readFile(path)), encodeWeights(loaded));
    assert.deepEqual(await readdir(folder), ['model.safetensors']);
    saved.dispose();
    loaded.dispose();
  });

  it('keep signs of zeros, tiny numbers, infinities and NaN', async () => {
    const path = join(folder, 'weights');
    const odd = new Pair([-0, 1e-45, Infinity, NaN], [-Infinity, 3.4028234663852886e38]);
    const loaded = new Pair();
    await saveWeights(odd, path);
    await loadWeights(loaded, path);
    assertSameBits(values(loaded), values(odd));
    odd.dispose();
    loaded.dispose();
  });

  it('replace a file that exists', async () => {
    const path = join(folder, 'weights');
    const [first, second, loaded] = [new Pair(), new Pair([9, 8, 7, 6]), new Pair()];
    await saveWeights(first, path);
    await saveWeights(second, path);
    await loadWeights(loaded, path);
    assertSameBits(values(loaded), [9, 8, 7, 6, 5, 6]);
    for (const module of [first, second, loaded]) module.dispose();
  });

  it('leave no partial file when writing fails, and the file that was there', async () => {
    const module = new Pair();
    // A folder cannot be replaced by a file.
    const taken = await mkdtemp(join(folder, 'taken-'));
    await writeFile(join(taken, 'inside'), '');
    await rejection(saveWeights(module, taken));
    assert.lengthOf(await readdir(folder), 1);
    assert.deepEqual(await readdir(taken), ['inside']);
    assert.include((await rejection(saveWeights(module, join(folder, 'none', 'weights')))).message, 'ENOENT');
    module.dispose();
  });

  it('say what to use where there are no files', async () => {
    const original = Object.getOwnPropertyDescriptor(process, 'getBuiltinModule')!;
    Object.defineProperty(process, 'getBuiltinModule', { ...original, value: undefined });
    try {
      const pair = new Pair();
      assert.equal(
        (await rejection(saveWeights(pair, 'a.safetensors'))).message,
        "saveWeights: path must be a file of Node, got 'a.safetensors' elsewhere; use encodeWeights",
      );
      assert.equal(
        (await rejection(loadWeights(pair, 'a.safetensors'))).message,
        "loadWeights: path must be a file of Node, got 'a.safetensors' elsewhere; use decodeWeights",
      );
      pair.dispose();
    } finally {
      Object.defineProperty(process, 'getBuiltinModule', original);
    }
  });

  it('refuse a file that is damaged or not there, and change nothing', async () => {
    const path = join(folder, 'weights');
    const module = new Pair();
    await saveWeights(module, path);
    const bytes = await readFile(path);
    const before = values(module);
    await writeFile(path, bytes.subarray(0, bytes.length - 1));
    assert.match((await rejection(loadWeights(module, path))).message, /^(decode|parse)Safetensors/);
    await writeFile(path, bytes.subarray(0, 5));
    const tooShort = 'decodeSafetensors: bytes must hold at least 8, got 5';
    assert.equal((await rejection(loadWeights(module, path))).message, tooShort);
    assert.include((await rejection(loadWeights(module, join(folder, 'none')))).message, 'ENOENT');
    assertSameBits(values(module), before);
    module.dispose();
  });
});

describe('decodeWeights', () => {
  const load = (tensors: Record<string, SafetensorsInput>, options?: LoadWeightsOptions): number[] => {
    const module = new Pair();
    try {
      decodeWeights(module, encodeSafetensors(Object.entries(tensors)), options);
      return values(module);
    } finally {
      module.dispose();
    }
  };

  it('finds tensors by name, in any order', () => {
    assertSameBits(load({ 'inner.bias': bias, kernel }), [10, 20, 30, 40, 50, 60]);
  });

  it('takes what there is when it is not strict', () => {
    assertSameBits(load({ 'inner.bias': bias, other: kernel }, { strict: false }), [1, 2, 3, 4, 50, 60]);
    assertSameBits(load({}, { strict: false }), [1, 2, 3, 4, 5, 6]);
  });

  it('renames, and leaves out what has no name', () => {
    const rename = (name: string): string | undefined =>
      name.startsWith('old/') ? undefined : name.replace('/', '.').replace('layer.', '');
    const got = load({ 'layer/kernel': kernel, 'inner/bias': bias, 'old/kernel': bias }, { rename });
    assertSameBits(got, [10, 20, 30, 40, 50, 60]);
  });

  const refused: [string, Record<string, SafetensorsInput>, LoadWeightsOptions, string][] = [
    ['a missing tensor', { kernel }, {}, 'loadWeights: the file must hold inner.bias'],
    ['an empty file', {}, {}, 'loadWeights: the file must hold kernel, inner.bias'],
    [
      'an unknown tensor',
      { kernel, 'inner.bias': bias, extra: bias, more: bias },
      {},
      'loadWeights: pair must have a parameter for each name, got extra, more',
    ],
    [
      'another shape, also when not strict',
      { 'inner.bias': bias, kernel: f32([4], 1, 2, 3, 4) },
      { strict: false },
      'loadWeights: kernel must have shape [2, 2], got [4]',
    ],
    [
      'another type',
      { kernel, 'inner.bias': { shape: [2], values: Int32Array.of(1, 2) } },
      {},
      'loadWeights: inner.bias must be F32, F16 or BF16, got I32',
    ],
    [
      'two names for one path',
      { kernel, second: kernel, 'inner.bias': bias },
      { rename: (name) => (name === 'second' ? 'kernel' : name) },
      "loadWeights: rename must give different paths, got 'kernel' twice",
    ],
  ];
  for (const [what, tensors, options, message] of refused) {
    it(`refuses ${what}, and changes nothing`, () => {
      const module = new Pair();
      assert.throws(() => decodeWeights(module, encodeSafetensors(Object.entries(tensors)), options), message);
      assertSameBits(values(module), [1, 2, 3, 4, 5, 6]);
      module.dispose();
    });
  }

  it('saves a tied parameter once, by its first path', () => {
    const module = new Pair();
    const text = new TextDecoder().decode(encodeWeights(module));
    assert.include(text, '"kernel"');
    assert.notInclude(text, '"tied"');
    module.dispose();
  });
});
