import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { decodeOptimizer, encodeOptimizer, loadOptimizer, saveOptimizer } from '../../src/checkpoints/optimizerFile.js';
import { decodeSafetensors, encodeSafetensors } from '../../src/checkpoints/safetensors.js';
import { loadWeights, saveWeights } from '../../src/checkpoints/weightsFile.js';
import { Transformer } from '../../src/models/Transformer.js';
import { AdamW } from '../../src/optimizers/AdamW.js';
import { SGD } from '../../src/optimizers/SGD.js';
import { train } from '../../src/training/train.js';
import { applyGradients } from '../helpers/applyGradients.js';
import { assertSameBits } from '../helpers/assertClose.js';
import { ListModule } from '../helpers/ListModule.js';

async function rejection(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'nothing was thrown',
    (error: unknown) => (error as Error).message,
  );
}

/** After two updates with momentum. */
function trained(): { module: ListModule; optimizer: SGD } {
  const module = new ListModule([tensor([1, 2])]);
  const optimizer = new SGD({ momentum: 0.5 });
  for (const call of [1, 2]) applyGradients(optimizer, module, { 'list.0': [call, -call] });
  return { module, optimizer };
}

describe('saveOptimizer and loadOptimizer', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'optimizer-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('with the weights, training goes on to the bit in another model', async () => {
    const sizes = { vocabularySize: 5, contextLength: 4, numLayers: 1, width: 8, numHeads: 2 };
    const options = { weightDecay: 0.1, globalClipNorm: 0.5, useEma: true, gradientAccumulationSteps: 2 };
    const data = Int32Array.from({ length: 40 }, (_, i) => (i * i) % 5);
    const [model, resumed] = [1, 2].map((seed) => new Transformer({ ...sizes, seed }));
    const [optimizer, other] = [new AdamW(options), new AdamW(options)];
    const steps = async (of: Transformer, by: AdamW, seed: number): Promise<void> => {
      for await (const event of train(of, { data, optimizer: by, steps: 2, batchSize: 2, seed })) assert.exists(event);
    };
    await steps(model, optimizer, 1);
    const [weights, state] = ['weights', 'state'].map((name) => join(folder, name));
    await saveWeights(model, weights);
    await saveOptimizer(optimizer, state);
    await loadWeights(resumed, weights);
    await loadOptimizer(other, resumed, state);
    assert.equal(other.step, 2);
    await steps(model, optimizer, 3);
    await steps(resumed, other, 3);
    const [want, got] = [model, resumed].map((one) => one.getWeights());
    for (const [i, { name, values }] of want.entries()) assertSameBits(got[i].values, values, name);
    assert.deepEqual(other.getState(), optimizer.getState());
    assert.deepEqual(new Uint8Array(await readFile(state)).length, encodeOptimizer(other).length);
    assert.sameMembers(await readdir(folder), ['weights', 'state']);
    for (const one of [model, resumed, optimizer, other]) one.dispose();
  });

  it('replace a file that exists, and leave it when writing fails', async () => {
    const { module, optimizer } = trained();
    const path = join(folder, 'state');
    await writeFile(path, 'old');
    await saveOptimizer(optimizer, path);
    assert.deepEqual(new Uint8Array(await readFile(path)), encodeOptimizer(optimizer));
    const taken = await mkdtemp(join(folder, 'taken-'));
    await writeFile(join(taken, 'inside'), '');
    assert.notEqual(await rejection(saveOptimizer(optimizer, taken)), 'nothing was thrown');
    assert.lengthOf(await readdir(folder), 2);
    assert.include(await rejection(saveOptimizer(optimizer, join(folder, 'none', 'state'))), 'ENOENT');
    assert.include(await rejection(loadOptimizer(optimizer, module, join(folder, 'none'))), 'ENOENT');
    module.dispose();
    optimizer.dispose();
  });

  it('say what to use where there are no files', async () => {
    const original = Object.getOwnPropertyDescriptor(process, 'getBuiltinModule')!;
    Object.defineProperty(process, 'getBuiltinModule', { ...original, value: undefined });
    const module = new ListModule([tensor([1])]);
    try {
      assert.equal(
        await rejection(saveOptimizer(new SGD(), 'a')),
        "saveOptimizer: path must be a file of Node, got 'a' elsewhere; use encodeOptimizer",
      );
      assert.equal(
        await rejection(loadOptimizer(new SGD(), module, 'a')),
        "loadOptimizer: path must be a file of Node, got 'a' elsewhere; use decodeOptimizer",
      );
    } finally {
      Object.defineProperty(process, 'getBuiltinModule', original);
    }
    module.dispose();
  });
});

describe('encodeOptimizer and decodeOptimizer', () => {
  it('hold the counts in the metadata, and tensors by name', () => {
    const { module, optimizer } = trained();
    const { tensors, metadata } = decodeSafetensors(encodeOptimizer(optimizer));
    assert.deepEqual(metadata, { step: '2', calls: '0' });
    assert.deepEqual([...tensors.keys()], ['slots.list.0.momentum']);
    const { shape, values } = tensors.get('slots.list.0.momentum')!;
    assert.deepEqual(shape, [2]);
    // −0.01 · 1 · 0.5 − 0.01 · 2, in float32.
    assert.closeTo(Number(values[0]), -0.025, 1e-8);
    module.dispose();
    optimizer.dispose();
  });

  it('keep the signs of zeros, infinities and NaN', () => {
    const { module, optimizer } = trained();
    const values = Float32Array.of(-0, NaN);
    optimizer.setState(module, {
      step: 3,
      calls: 0,
      tensors: new Map([['slots.list.0.momentum', { shape: [2], values }]]),
    });
    const other = new SGD({ momentum: 0.5 });
    decodeOptimizer(other, module, encodeOptimizer(optimizer));
    assertSameBits(other.slots.get('list.0')!.momentum, values);
    for (const one of [module, optimizer, other]) one.dispose();
  });

  const name = 'slots.list.0.momentum';
  const good = { shape: [2], values: Float32Array.of(1, 2) };
  const counts = { step: '3', calls: '0' };
  for (const [bytes, message] of [
    [encodeSafetensors([[name, good]], {}), 'decodeOptimizer: metadata must hold step, a whole number, got undefined'],
    [
      encodeSafetensors([[name, good]], { step: '1' }),
      'decodeOptimizer: metadata must hold calls, a whole number, got undefined',
    ],
    [
      encodeSafetensors([[name, good]], { ...counts, step: '-1' }),
      "decodeOptimizer: metadata must hold step, a whole number, got '-1'",
    ],
    [
      encodeSafetensors([[name, good]], { ...counts, calls: '1e1' }),
      "decodeOptimizer: metadata must hold calls, a whole number, got '1e1'",
    ],
    [
      encodeSafetensors([[name, good]], { ...counts, calls: '1' }),
      'SGD: state.calls must be a whole number, at least 0, below 1, got 1',
    ],
    [
      encodeSafetensors([[name, { shape: [2], values: Int32Array.of(1, 2) }]], counts),
      `decodeOptimizer: ${name} must be F32, got I32`,
    ],
    [
      encodeSafetensors([[name, { shape: [1], values: Float32Array.of(1) }]], counts),
      `SGD: ${name} must have shape [2], got [1]`,
    ],
    [
      encodeSafetensors([['slots.list.1.momentum', good]], counts),
      "SGD: state.tensors must hold what it remembers of list, got 'slots.list.1.momentum'",
    ],
    [Uint8Array.of(1, 2, 3), 'decodeSafetensors: bytes must hold at least 8, got 3'],
  ] as const) {
    it(`refuse, and change nothing: ${message}`, () => {
      const { module, optimizer } = trained();
      const before = optimizer.getState();
      assert.throws(() => decodeOptimizer(optimizer, module, bytes), message);
      assert.deepEqual(optimizer.getState(), before);
      module.dispose();
      optimizer.dispose();
    });
  }
});
