import { tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import type { Checkpoint } from '../../src/checkpoints/Checkpoint.js';
import { checkpointDigest, findDigest } from '../../src/checkpoints/checkpointDigest.js';
import { CheckpointError } from '../../src/checkpoints/CheckpointError.js';
import { decodeCheckpoint } from '../../src/checkpoints/decodeCheckpoint.js';
import { encodeCheckpoint } from '../../src/checkpoints/encodeCheckpoint.js';
import { restoreCheckpoint } from '../../src/checkpoints/restoreCheckpoint.js';
import { decodeSafetensors, encodeSafetensors, type SafetensorsInput } from '../../src/checkpoints/safetensors.js';
import { SafetensorsError } from '../../src/checkpoints/SafetensorsError.js';
import { Transformer } from '../../src/models/Transformer.js';
import { Adam } from '../../src/optimizers/Adam.js';
import { SGD } from '../../src/optimizers/SGD.js';
import { train } from '../../src/training/train.js';
import { applyGradients } from '../helpers/applyGradients.js';
import { assertSameBits } from '../helpers/assertClose.js';
import { ListModule } from '../helpers/ListModule.js';
import { checkpointExample, exampleOptimizer } from './checkpointExample.js';

/** What a call throws, which must be a CheckpointError. */
function refusal(call: () => unknown): CheckpointError {
  try {
    call();
  } catch (error) {
    if (error instanceof CheckpointError) return error;
    throw error;
  }
  return assert.fail('nothing was thrown');
}

const metadata = {
  format: 'talking-heads checkpoint',
  version: '1',
  step: '2',
  batches: '5',
  optimizerStep: '2',
  optimizerCalls: '1',
  'detail.seed': '7',
};

/** A file with the right digest, whatever else is wrong. */
function sealed(tensors: Record<string, SafetensorsInput>, texts: Record<string, string>): Uint8Array {
  const bytes = encodeSafetensors(Object.entries(tensors), { ...texts, sha256: '0'.repeat(64) });
  return seal(bytes);
}

function seal(bytes: Uint8Array): Uint8Array {
  const at = findDigest(bytes)!;
  bytes.set(new TextEncoder().encode(checkpointDigest(bytes, at)), at);
  return bytes;
}

describe('encodeCheckpoint and decodeCheckpoint', () => {
  it('keep every bit, of weights, averages and gradients that wait', () => {
    const { module, optimizer, options, dispose } = checkpointExample();
    const { weights, optimizer: state, ...rest } = decodeCheckpoint(encodeCheckpoint(module, optimizer, options));
    assert.deepEqual(rest, options);
    const want = module.getWeights();
    assert.deepEqual([...weights.keys()], ['list.0', 'list.1']);
    for (const { name, shape, values } of want) {
      assert.deepEqual(weights.get(name)!.shape, shape);
      assertSameBits(weights.get(name)!.values, values, name);
    }
    const remembered = optimizer.getState();
    assert.deepEqual([state.step, state.calls], [2, 1]);
    assert.sameMembers([...state.tensors.keys()], [...remembered.tensors.keys()]);
    assert.includeMembers([...state.tensors.keys()], ['average.list.0', 'accumulated.list.1']);
    for (const [name, { values }] of remembered.tensors) assertSameBits(state.tensors.get(name)!.values, values, name);
    dispose();
  });

  it('are a safetensors file with the names that the format has', () => {
    const { module, optimizer, options, dispose } = checkpointExample();
    const bytes = encodeCheckpoint(module, optimizer, options);
    const { tensors, metadata: texts } = decodeSafetensors(bytes);
    assert.includeMembers(
      [...tensors.keys()],
      ['model.list.0', 'optimizer.slots.list.0.mean', 'optimizer.average.list.1'],
    );
    const { sha256, ...others } = texts;
    assert.deepEqual(others, { ...metadata, 'detail.config': '{"layers":[1,2]}', 'detail.': 'no name' });
    assert.match(sha256, /^[0-9a-f]{64}$/);
    assert.deepEqual(encodeCheckpoint(module, optimizer, options), bytes);
    dispose();
  });

  it('find the digest whatever the details say', () => {
    const { module, optimizer, dispose } = checkpointExample();
    const zeros = '0'.repeat(64);
    const hostile = [
      `"sha256":"${zeros}"`,
      `","sha256":"${zeros}`,
      `\\","sha256":"${zeros}","x":"`,
      `\\\\","sha256":"${zeros}`,
      `\u0022sha256\u0022:\u0022${zeros}\u0022`,
      zeros,
      'sha256',
      'é😀\u0000\n',
    ];
    const details = Object.fromEntries(
      hostile.flatMap((text, i) => [
        [`a${i}`, text],
        [text, text],
      ]),
    );
    Object.defineProperty(details, '__proto__', { value: 'own', enumerable: true });
    const bytes = encodeCheckpoint(module, optimizer, { step: 1, batches: 1, details });
    assert.deepEqual(Object.entries(decodeCheckpoint(bytes).details).sort(), Object.entries(details).sort());
    // Also the digest of a header whose order puts all of that before it.
    const at = findDigest(bytes)!;
    assert.equal(new TextDecoder().decode(bytes.subarray(at - 10, at)), '"sha256":"');
    assert.isAbove(at, new TextDecoder('latin1').decode(bytes).lastIndexOf('detail.'));
    dispose();
  });

  it('read bytes that begin anywhere in their memory', () => {
    const { module, optimizer, options, dispose } = checkpointExample();
    const bytes = encodeCheckpoint(module, optimizer, options);
    const shifted = new Uint8Array(bytes.length + 7).subarray(3, 3 + bytes.length);
    shifted.set(bytes);
    assert.deepEqual(decodeCheckpoint(shifted), decodeCheckpoint(bytes));
    dispose();
  });

  it('refuse a moment that is none', () => {
    const { module, optimizer, dispose } = checkpointExample();
    const encode = (options: object) => () => encodeCheckpoint(module, optimizer, options as never);
    const whole = 'must be a whole number, at least';
    assert.throws(
      encode({ step: -1, batches: 0 }),
      `encodeCheckpoint: step ${whole} 0, below 9007199254740992, got -1`,
    );
    assert.throws(
      encode({ step: 3, batches: 2 }),
      `encodeCheckpoint: batches ${whole} 3, below 9007199254740992, got 2`,
    );
    assert.throws(
      encode({ step: 1, batches: 1, details: { seed: 7 } }),
      "encodeCheckpoint: details must hold texts, got 7 for 'seed'",
    );
    const half = { step: 1, batches: 1, details: { half: '\ud800' } };
    assert.throws(
      encode(half),
      /^encodeSafetensors: metadata must be Unicode, got half of a surrogate pair in "detail.half"/,
    );
    dispose();
  });

  const good = { shape: [2], values: Float32Array.of(1, 2) };
  const without = (name: keyof typeof metadata): Record<string, string> => {
    return Object.fromEntries(Object.entries(metadata).filter(([one]) => one !== name));
  };
  const refused: [string, Uint8Array, CheckpointError['reason'], string][] = [
    ['nothing', new Uint8Array(), 'damaged', 'bytes must be a whole safetensors file, got decodeSafetensors: '],
    ['text', new TextEncoder().encode('a checkpoint of something else'), 'damaged', 'bytes must be a whole'],
    ['weights', encodeSafetensors([['a', good]]), 'format', "format must be 'talking-heads checkpoint', got undefined"],
    ['no digest', encodeSafetensors([], metadata), 'format', 'metadata must hold sha256, got none'],
    [
      'a wrong digest',
      encodeSafetensors([], { ...metadata, sha256: 'A'.repeat(64) }),
      'digest',
      'sha256 must be that of the bytes, ',
    ],
    ['another version', sealed({}, { ...metadata, version: '2' }), 'version', "version must be '1', got '2'"],
    ['no step', sealed({}, without('step')), 'format', 'step must be a whole number in [0, 2^53), got undefined'],
    ...['-1', '1e1', ' 1', '01', '1.5', '9007199254740992', 'NaN', ''].map((text): (typeof refused)[number] => [
      `a step of "${text}"`,
      sealed({}, { ...metadata, step: text }),
      'format',
      `step must be a whole number in [0, 2^53), got '${text}'`,
    ]),
    ['few batches', sealed({}, { ...metadata, batches: '1' }), 'format', 'batches must be at least step, 2, got 1'],
    [
      'unknown metadata',
      sealed({}, { ...metadata, loss: '1' }),
      'format',
      'metadata must hold only batches, format, optimizerCalls, optimizerStep, sha256, step, version and detail.…, got ' +
        "'loss'",
    ],
    [
      'another type',
      sealed({ 'model.a': { shape: [1], values: Int32Array.of(1) } }, metadata),
      'format',
      'model.a must be F32, got I32',
    ],
    ...['a', 'optimizer.a', 'optimizer.slots', 'modela'].map((name): (typeof refused)[number] => [
      `a tensor ${name}`,
      sealed({ [name]: good }, metadata),
      'format',
      `tensors must be of the model or the optimizer, got "${name}"`,
    ]),
  ];
  for (const [what, bytes, reason, message] of refused) {
    it(`refuse ${what}`, () => {
      const error = refusal(() => decodeCheckpoint(bytes));
      assert.include(error.message, `decodeCheckpoint: ${message}`);
      assert.equal(error.reason, reason);
      assert.equal(error.name, 'CheckpointError');
    });
  }

  it('refuse a sealed file that breaks the format, and say how', () => {
    const bytes = sealed({ 'model.a': good }, metadata);
    const longer = new Uint8Array(bytes.length + 1);
    longer.set(bytes);
    const error = refusal(() => decodeCheckpoint(seal(longer)));
    assert.equal(error.reason, 'damaged');
    assert.instanceOf(error.cause, SafetensorsError);
  });
});

describe('restoreCheckpoint', () => {
  it('a training goes on to the bit in another model', async () => {
    const sizes = { vocabularySize: 5, contextLength: 4, numLayers: 1, width: 8, numHeads: 2, dropout: 0.1 };
    const data = Int32Array.from({ length: 40 }, (_, i) => (i * i) % 5);
    const [model, resumed] = [1, 2].map((seed) => new Transformer({ ...sizes, seed }));
    const [optimizer, other] = [exampleOptimizer(), exampleOptimizer()];
    const steps = async (of: Transformer, by: Adam, seed: number): Promise<void> => {
      for await (const event of train(of, { data, optimizer: by, steps: 2, batchSize: 2, seed })) assert.exists(event);
    };
    await steps(model, optimizer, 1);
    const bytes = encodeCheckpoint(model, optimizer, { step: 2, batches: 4 });
    restoreCheckpoint(decodeCheckpoint(bytes), resumed, other);
    await steps(model, optimizer, 3);
    await steps(resumed, other, 3);
    const again = (of: Transformer, by: Adam): Uint8Array => encodeCheckpoint(of, by, { step: 4, batches: 8 });
    assert.deepEqual(again(resumed, other), again(model, optimizer));
    for (const one of [model, resumed, optimizer, other]) one.dispose();
  });

  it('a training goes on to the bit in the midst of a step', () => {
    const { module, optimizer, options, dispose } = checkpointExample();
    const other = {
      module: new ListModule([
        tensor([
          [0, 0],
          [0, 0],
        ]),
        tensor([0, 0, 0]),
      ]),
      optimizer: exampleOptimizer(),
    };
    restoreCheckpoint(decodeCheckpoint(encodeCheckpoint(module, optimizer, options)), other.module, other.optimizer);
    const all = [{ module, optimizer }, other];
    for (const one of all) applyGradients(one.optimizer, one.module, { 'list.0': [1, 2, 3, 4], 'list.1': [5, 6, 7] });
    const [want, got] = all.map((one) => encodeCheckpoint(one.module, one.optimizer, { step: 3, batches: 6 }));
    assert.equal(optimizer.step, 3);
    assert.deepEqual(got, want);
    dispose();
    other.module.dispose();
    other.optimizer.dispose();
  });

  it('leaves the checkpoint as it is when training goes on', () => {
    const { module, optimizer, options, dispose } = checkpointExample();
    const bytes = encodeCheckpoint(module, optimizer, options);
    const checkpoint = decodeCheckpoint(bytes);
    restoreCheckpoint(checkpoint, module, optimizer);
    applyGradients(optimizer, module, { 'list.0': [1, 2, 3, 4], 'list.1': [5, 6, 7] });
    assert.deepEqual(checkpoint, decodeCheckpoint(bytes));
    dispose();
  });

  const refused: [string, (checkpoint: Checkpoint) => void, string][] = [
    ['no weight', ({ weights }) => weights.delete('list.1'), 'checkpoint must hold list.1 of list, got none'],
    [
      'a weight too many',
      ({ weights }) => weights.set('list.2', weights.get('list.1')!),
      'list must have each parameter of the checkpoint, got one without list.2',
    ],
    [
      'a weight of another shape',
      ({ weights }) => weights.set('list.0', { shape: [4], values: new Float32Array(4) }),
      'list.0 must have shape [2, 2], got [4]',
    ],
    [
      'a weight of too few values',
      ({ weights }) => weights.set('list.0', { shape: [2, 2], values: new Float32Array(3) }),
      'values of list.0 must be 4, got 3',
    ],
    [
      'a missing average',
      ({ optimizer }) => optimizer.tensors.delete('average.list.1'),
      'checkpoint must fit the optimizer, got AdamW: state.tensors must hold average.list.1 with the others, got none',
    ],
    [
      'a moment of another shape',
      ({ optimizer }) => optimizer.tensors.set('slots.list.0.mean', { shape: [1], values: new Float32Array(1) }),
      'checkpoint must fit the optimizer, got AdamW: slots.list.0.mean must have shape [2, 2], got [1]',
    ],
    [
      'too many gradients that wait',
      ({ optimizer }) => (optimizer.calls = 2),
      'checkpoint must fit the optimizer, got AdamW: state.calls must be a whole number, at least 0, below 2, got 2',
    ],
  ];
  for (const [what, change, message] of refused) {
    it(`refuses ${what}, and changes nothing`, () => {
      const { module, optimizer, options, dispose } = checkpointExample();
      const checkpoint = decodeCheckpoint(encodeCheckpoint(module, optimizer, options));
      applyGradients(optimizer, module, { 'list.0': [1, 2, 3, 4], 'list.1': [5, 6, 7] });
      const before = encodeCheckpoint(module, optimizer, options);
      change(checkpoint);
      const error = refusal(() => restoreCheckpoint(checkpoint, module, optimizer));
      assert.equal(error.message, `restoreCheckpoint: ${message}`);
      assert.equal(error.reason, 'mismatch');
      assert.deepEqual(encodeCheckpoint(module, optimizer, options), before);
      dispose();
    });
  }

  it('refuses another optimizer, and changes nothing', () => {
    const { module, optimizer, options, dispose } = checkpointExample();
    const checkpoint = decodeCheckpoint(encodeCheckpoint(module, optimizer, options));
    const before = encodeCheckpoint(module, optimizer, options);
    const error = refusal(() => restoreCheckpoint(checkpoint, module, new SGD({ momentum: 0.5 })));
    assert.include(error.message, 'restoreCheckpoint: checkpoint must fit the optimizer, got SGD: ');
    assert.deepEqual(encodeCheckpoint(module, optimizer, options), before);
    dispose();
  });
});
