import { assert } from 'chai';
import fc from 'fast-check';
import {
  bigramLoss,
  CharacterTokenizer,
  consecutiveWindows,
  decodeSafetensors,
  encodeSafetensors,
  RandomKey,
  randomWindows,
  shuffledWindows,
  splitTokens,
  type TokenBatch,
} from '../../src/index.js';
import { hostileSpec, type HostileSpec } from './HostileSpec.js';
import { shapeOfRank, toArray, float } from './TensorSpec.js';

const plain = <T>(options: T): { tensors: Record<string, never>; options: T } => ({ tensors: {}, options });
const COUNTS = [0, -1, 0.5, NaN, Infinity, '3', null];

type Decoded = ReturnType<typeof decodeSafetensors>;

interface File {
  names: string[];
  shapes: number[][];
  metadata: Record<string, string>;
  dtype: 'F32' | 'I32' | 'BOOL';
  /** Which byte of the file is set to what. */
  byte?: [number, number];
  length?: number;
}

interface Windows {
  count: number;
  batchSize: number;
  length: number;
  limit?: number;
}

/** Files, texts and tokens. */
export const dataSpecs: HostileSpec[] = [
  hostileSpec<File>({
    name: 'safetensors',
    runs: 300,
    covers: ['encodeSafetensors', 'decodeSafetensors'],
    valid: fc
      .record({
        names: fc.uniqueArray(fc.string({ unit: 'grapheme', maxLength: 5 }), { maxLength: 3 }),
        shapes: fc.array(shapeOfRank(0, 5), { minLength: 3, maxLength: 3 }),
        metadata: fc.dictionary(fc.string({ maxLength: 4 }), fc.string({ maxLength: 4 }), { noNullPrototype: true }),
        dtype: fc.constantFrom('F32' as const, 'I32' as const, 'BOOL' as const),
      })
      .map(plain),
    hostile: {
      names: [['a', 'a'], ['__metadata__'], [3]],
      shapes: [
        [[-1], [2], [2]],
        [[2 ** 60], [1], [1]],
        [[0.5], [], []],
      ],
      metadata: [{ a: 1 }, null, 'text'],
      byte: Array.from({ length: 40 }, (_, i) => [i * 3, (i * 37) % 256]),
      length: [0, 7, 8, 20],
    },
    run: (_, { names, shapes, metadata, dtype, byte, length }) => {
      const entries = names.map(
        (name, i): [string, { shape: number[]; values: Float32Array | Int32Array | Uint8Array }] => {
          const { values } = toArray(
            float(
              shapes[i].map((one) => Math.min(4, Math.abs(Math.trunc(one)))),
              { kind: 'mixed', seed: i },
            ),
          );
          const typed = {
            F32: Float32Array.from(values),
            I32: Int32Array.from(values),
            BOOL: new Uint8Array(values.length),
          };
          return [name, { shape: shapes[i], values: typed[dtype] }];
        },
      );
      const bytes = encodeSafetensors(entries, metadata).slice(0, length);
      if (byte !== undefined) bytes[byte[0]] = byte[1];
      return decodeSafetensors(bytes);
    },
    check: ({ tensors, metadata: read }: Decoded, _, { names, shapes, metadata, byte }) => {
      // A byte among the values is as good as another, and one of a name makes another name.
      if (byte !== undefined) return;
      assert.sameMembers([...tensors.keys()], names);
      names.forEach((name, i) => assert.deepEqual(tensors.get(name)!.shape, shapes[i]));
      assert.deepEqual({ ...read }, { ...metadata });
    },
  }),

  hostileSpec<{ text: string; more: string; token?: unknown }>({
    name: 'CharacterTokenizer',
    runs: 200,
    valid: fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).map((text) => plain({ text, more: text })),
    hostile: { text: ['', '\ud800', 3, null], more: ['\u{10ffff}', 'ab\udc00', 3, null], token: COUNTS },
    run: (_, { text, more, token }) => {
      const tokenizer = CharacterTokenizer.fromText(text);
      const tokens: number[] = [...tokenizer.encode(more)];
      return tokenizer.decode(token === undefined ? tokens : [...tokens, token as number]);
    },
    check: (got: string, _, { more, token }) =>
      token === undefined ? assert.equal(got, more) : assert.isTrue(got.startsWith(more)),
  }),

  hostileSpec<Windows>({
    name: 'randomWindows',
    runs: 150,
    covers: ['randomWindows', 'RandomKey'],
    valid: fc
      .record({
        count: fc.integer({ min: 6, max: 30 }),
        batchSize: fc.integer({ min: 1, max: 4 }),
        length: fc.integer({ min: 1, max: 5 }),
      })
      .map(plain),
    hostile: { count: [0, 1, 2], batchSize: COUNTS, length: [...COUNTS, 100] },
    run: (_, { count, batchSize, length }) =>
      randomWindows({ tokens: counting(count), batchSize, length, key: RandomKey.fromSeed(1), step: 2 }),
    check: (batch: TokenBatch, _, { batchSize, length }) => assertWindows(batch, batchSize, length),
  }),

  hostileSpec<Windows & { batch: number }>({
    name: 'shuffledWindows',
    runs: 150,
    valid: fc
      .record({
        count: fc.integer({ min: 6, max: 30 }),
        batchSize: fc.integer({ min: 1, max: 40 }),
        length: fc.integer({ min: 1, max: 5 }),
        batch: fc.nat(),
      })
      .map(plain),
    hostile: {
      count: [0, 1, 2],
      batchSize: COUNTS,
      length: [...COUNTS, 100],
      batch: [-1, 0.5, NaN, 2 ** 53, '1', null],
    },
    run: (_, { count, batchSize, length, batch }) =>
      shuffledWindows({ tokens: counting(count), batchSize, length, key: RandomKey.fromSeed(1), batch }),
    check: (batch: TokenBatch, _, { batchSize, length }) => assertWindows(batch, batchSize, length),
  }),

  hostileSpec<Windows>({
    name: 'consecutiveWindows',
    runs: 150,
    valid: fc
      .record({
        count: fc.integer({ min: 6, max: 30 }),
        batchSize: fc.integer({ min: 1, max: 4 }),
        length: fc.integer({ min: 1, max: 5 }),
        limit: fc.constantFrom(undefined, 1, 3),
      })
      .map(plain),
    hostile: { count: [0, 1, 2], batchSize: COUNTS, length: [...COUNTS, 100], limit: COUNTS },
    run: (_, { count, batchSize, length, limit }) => [
      ...consecutiveWindows({ tokens: counting(count), batchSize, length, limit: limit ?? undefined }),
    ],
    check: (batches: TokenBatch[], _, { count, batchSize, length, limit }) => {
      const windows = Math.min(Math.floor((count - 1) / length), (limit ?? Infinity) * batchSize);
      assert.equal(
        batches.reduce((sum, { shape }) => sum + shape[0], 0),
        windows,
      );
      for (const batch of batches) assertWindows(batch, batch.shape[0], length);
    },
  }),

  hostileSpec<{ count: number; fraction?: number }>({
    name: 'splitTokens',
    runs: 100,
    valid: fc
      .record({ count: fc.integer({ min: 10, max: 50 }), fraction: fc.constantFrom(undefined, 0.1, 0.5) })
      .map(plain),
    hostile: { count: [0, 1, 2], fraction: [0, 1, -1, NaN, '0.5', 1e-30] },
    run: (_, { count, fraction }) => splitTokens(counting(count), fraction),
    check: ({ training, validation }: ReturnType<typeof splitTokens>, _, { count }) => {
      assert.deepEqual([...training, ...validation], [...counting(count)]);
      assert.isTrue(training.length > 0 && validation.length > 0);
    },
  }),

  hostileSpec<{ training: number[]; validation: number[]; vocabularySize: number }>({
    name: 'bigramLoss',
    runs: 100,
    valid: fc
      .record({
        training: fc.array(fc.nat({ max: 3 }), { maxLength: 20 }),
        validation: fc.array(fc.nat({ max: 3 }), { minLength: 2, maxLength: 20 }),
        vocabularySize: fc.constantFrom(4, 10),
      })
      .map(plain),
    hostile: { training: [[-1], [0.5], 'text', [99]], validation: [[], [1], [NaN, 1], null], vocabularySize: COUNTS },
    run: (_, { training, validation, vocabularySize }) => bigramLoss(training, validation, vocabularySize),
    check: (got: number) => assert.isTrue(Number.isFinite(got) && got > 0, `loss ${got}`),
  }),
];

function counting(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i);
}

/** Tokens that count: a target is one more than its input, and so is each input than the one before. */
function assertWindows({ inputs, targets, shape }: TokenBatch, batchSize: number, length: number): void {
  assert.deepEqual(shape, [batchSize, length]);
  assert.lengthOf(inputs, batchSize * length);
  inputs.forEach((token, i) => {
    assert.equal(targets[i], token + 1);
    if (i % length > 0) assert.equal(token, inputs[i - 1] + 1);
  });
}
