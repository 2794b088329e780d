import { add, scalar, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import fc from 'fast-check';
import {
  Adam,
  AdamW,
  CharacterTokenizer,
  crossEntropy,
  decodeCheckpoint,
  decodeWeights,
  encodeCheckpoint,
  encodeWeights,
  evaluate,
  explainStep,
  generate,
  generateTokens,
  languageModelLoss,
  regularizationLoss,
  restoreCheckpoint,
  SGD,
  train,
  trainStep,
  Transformer,
  valueAndGradients,
  type Optimizer,
} from '../../src/index.js';
import { ListModule } from '../helpers/ListModule.js';
import { assertFinite } from './assertRight.js';
import { hostileSpec, type HostileSpec } from './HostileSpec.js';
import { fill, float, ids, shapeOfRank } from './TensorSpec.js';

/** Squares of gradients up to this are float32. */
const LARGEST = 1e15;
const NUMBERS = [-1, NaN, Infinity, 1e39, '1', null];
const SIZES = [0, -1, 0.5, NaN, '2', null];

interface Update {
  rule: 'SGD' | 'Adam' | 'AdamW';
  config: Record<string, unknown>;
  path: string;
}

const RULES: Record<string, new (config: never) => Optimizer> = { SGD, Adam, AdamW };

const small = { vocabularySize: 5, contextLength: 4, numLayers: 1, width: 4, numHeads: 2, seed: 1 };

interface Model {
  config: Record<string, unknown>;
  dropout?: number;
}

/** Fields of a model's options, each set to what it must not be. */
const modelFaults = Object.keys(small).flatMap((name) => SIZES.map((value) => ({ ...small, [name]: value })));
const models = fc.constantFrom(small, { ...small, attention: 'multiHead' }, { ...small, numLayers: 2, dropout: 0.5 });

async function withModel<T>(config: unknown, f: (model: Transformer) => T | Promise<T>): Promise<T> {
  const model = new Transformer(config as never);
  try {
    return await f(model);
  } finally {
    model.dispose();
  }
}

/** Optimizers, models, and what trains them. */
export const trainingSpecs: HostileSpec[] = [
  hostileSpec<Update>({
    name: 'optimizers',
    runs: 300,
    covers: ['SGD', 'Adam', 'AdamW'],
    valid: fc
      .record({
        rule: fc.constantFrom('SGD' as const, 'Adam' as const, 'AdamW' as const),
        config: fc.constantFrom(
          {},
          { learningRate: 0 },
          { weightDecay: 0.5 },
          { globalClipNorm: 1 },
          { learningRate: () => 0.1 },
        ),
        shape: shapeOfRank(0, 6),
        value: fill,
        gradient: fill,
      })
      .map(({ rule, config, shape, value, gradient }) => ({
        tensors: { value: float(shape, value, LARGEST), gradient: float(shape, gradient, LARGEST) },
        options: { rule, config, path: 'list.0' },
      })),
    hostile: {
      config: [
        ...NUMBERS.flatMap((one) => [{ learningRate: one }, { weightDecay: one }, { globalClipNorm: one }]),
        ...[
          { learningRate: () => NaN },
          { momentum: 2 },
          { beta1: 1 },
          { epsilon: -1 },
          { excludeFromWeightDecay: 'x' },
        ],
      ],
      path: ['list.1', '', '__proto__'],
    },
    run: ({ value, gradient }, { rule, config, path }) => {
      const module = new ListModule([value.clone()]);
      try {
        const optimizer = new RULES[rule](config as never);
        try {
          for (let step = 0; step < 2; step++) optimizer.apply(module, new Map([[path, gradient]]));
          return module.list[0].value.clone();
        } finally {
          optimizer.dispose();
        }
      } finally {
        module.dispose();
      }
    },
    check: (got, { value }) => assertFinite(got, value.shape),
  }),

  hostileSpec<{ regularizer?: unknown }>({
    name: 'trainStep',
    runs: 150,
    covers: ['trainStep', 'explainStep', 'valueAndGradients', 'regularizationLoss', 'Parameter', 'Module'],
    valid: fc.record({ shape: shapeOfRank(1, 3), x: fill, target: fill }).map(({ shape, x, target }) => ({
      tensors: { x: float(shape, x, LARGEST), target: float(shape, target, 1) },
      options: {},
    })),
    run: async ({ x, target }) => {
      const module = new ListModule([x.clone()]);
      const optimizer = new Adam();
      const loss = (): Tensor => add(crossEntropy(module.list[0].value, target), regularizationLoss(module));
      try {
        const { value, gradients } = valueAndGradients(loss, module);
        for (const one of [value, ...gradients.values()]) one.dispose();
        let found = NaN;
        await explainStep(async () => (found = await trainStep(module, optimizer, loss)));
        return found;
      } finally {
        optimizer.dispose();
        module.dispose();
      }
    },
    check: (got: number) => assert.isTrue(Number.isFinite(got), `loss ${got}`),
  }),

  hostileSpec<Model>({
    name: 'Transformer',
    runs: 150,
    valid: fc
      .record({
        config: models,
        batch: fc.constantFrom(0, 1, 2),
        length: fc.integer({ min: 1, max: 4 }),
        seed: fc.nat(),
      })
      .map(({ config, batch, length, seed }) => ({
        tensors: { tokens: ids([batch, length], 5, seed) },
        options: { config },
      })),
    hostile: { config: [...modelFaults, { ...small, dropout: 2 }, { ...small, attention: 'none' }, null, 3] },
    run: ({ tokens }, { config }) => withModel(config, (model) => model.call(tokens)),
    check: (got, { tokens }) => assertFinite(got, [...tokens.shape, 5]),
  }),

  hostileSpec<{ shape: [number, number]; below: number; targetsBelow: number; count: number }>({
    name: 'languageModelLoss',
    runs: 100,
    covers: ['languageModelLoss', 'evaluate', 'Transformer'],
    valid: fc
      .record({ rows: fc.constantFrom(1, 2), length: fc.integer({ min: 1, max: 4 }) })
      .map(({ rows, length }) => ({
        tensors: {},
        options: { shape: [rows, length], below: 5, targetsBelow: 5, count: rows * length },
      })),
    hostile: {
      shape: [[], [2], [1, 5], [0, 0], [-1, 2], [1, 2, 3], null],
      below: [9],
      targetsBelow: [9],
      count: [0, 7],
    },
    run: (_, { shape, below, targetsBelow, count }) => {
      const tokens = (most: number): Int32Array =>
        Int32Array.from({ length: count }, (_, i) => (i * 7 + most - 1) % most);
      const batch = { inputs: tokens(below), targets: tokens(targetsBelow), shape };
      return withModel(small, (model) => evaluate(model, [batch], languageModelLoss));
    },
    check: (got: number) => assert.isTrue(Number.isFinite(got) && got > 0, `loss ${got}`),
  }),

  hostileSpec<{
    prompt: string;
    length: number;
    temperature: number;
    topK?: number;
    topP?: number;
    seed: number;
  }>({
    name: 'generate',
    runs: 100,
    covers: ['generate', 'generateTokens', 'CharacterTokenizer', 'Transformer'],
    valid: fc
      .record({
        prompt: fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e'), minLength: 1, maxLength: 8 }),
        length: fc.integer({ min: 0, max: 3 }),
        temperature: fc.constantFrom(0, 0.5, 1, 1e-30, 1e30),
        topK: fc.constantFrom(undefined, 1, 3, 99),
        topP: fc.constantFrom(undefined, 1e-300, 0.5, 1),
        seed: fc.nat(),
      })
      .map((options) => ({ tensors: {}, options })),
    hostile: {
      prompt: ['', 'z', 3, null],
      length: SIZES,
      temperature: NUMBERS,
      topK: SIZES,
      topP: [0, ...NUMBERS],
      seed: [-1, 0.5, NaN, '1'],
    },
    run: (_, { prompt, ...options }) =>
      withModel(small, (model) => {
        const tokenizer = new CharacterTokenizer('abcde');
        const text = generate(model, tokenizer, prompt, options);
        const tokens = [...generateTokens(model, tokenizer.encode(prompt), options)];
        assert.equal(text, prompt + tokenizer.decode(tokens));
        return text;
      }),
    check: (got: string, _, { prompt, length = 200 }) => {
      assert.isTrue(got.startsWith(prompt));
      assert.lengthOf(got, prompt.length + length);
    },
  }),

  hostileSpec<Record<string, unknown>>({
    name: 'train',
    runs: 60,
    covers: ['train', 'Transformer'],
    valid: fc
      .record({
        steps: fc.constantFrom(1, 2),
        batchSize: fc.constantFrom(1, 2),
        length: fc.constantFrom(undefined, 1, 4),
        sampling: fc.constantFrom(undefined, 'random', 'shuffled'),
      })
      .map((options) => ({ tensors: {}, options })),
    hostile: {
      steps: [...SIZES, undefined],
      batchSize: SIZES,
      length: [...SIZES, 5, 99],
      evaluateEvery: SIZES,
      seed: [-1, NaN, '1'],
      data: [new Int32Array(0), Int32Array.of(1, 2, 3, 4, 9), 'text', null],
      validation: [new Int32Array(1), [1, 2]],
      validationBatches: SIZES,
      from: [5, { step: -1, batches: 0 }, { step: 2, batches: 1 }, { step: 0.5, batches: 1 }],
      sampling: ['epochs', 5, null],
      onNonFinite: ['rollback', 5, null],
      debug: [1, 'no', null],
    },
    run: (_, options) =>
      withModel(small, async (model) => {
        const optimizer = new AdamW();
        try {
          const data = Int32Array.from({ length: 20 }, (_, i) => i % 5);
          let last: unknown;
          for await (const event of train(model, { data, optimizer, ...options } as never)) last = event;
          return last;
        } finally {
          optimizer.dispose();
        }
      }),
    check: (got: { kind: string; step: number }, _, { steps }) =>
      assert.deepInclude(got, { kind: 'done', step: steps as number }),
  }),

  hostileSpec<{ other: Record<string, unknown>; strict: boolean; length?: number }>({
    name: 'weights',
    runs: 60,
    covers: ['encodeWeights', 'decodeWeights'],
    valid: fc
      .record({ strict: fc.boolean() })
      .map(({ strict }) => ({ tensors: {}, options: { other: small, strict } })),
    hostile: {
      other: [
        { ...small, width: 8 },
        { ...small, numLayers: 2 },
      ],
      strict: [1, 'no'],
      length: [0, 8, 100],
    },
    run: (_, { other, strict, length }) =>
      withModel(small, (from) =>
        withModel({ ...other, seed: 2 }, (to) => {
          decodeWeights(to, encodeWeights(from).slice(0, length), { strict });
          const [{ values }] = to.getWeights();
          return { values, want: from.getWeights()[0].values };
        }),
      ),
    check: ({ values, want }: Record<string, Float32Array>) => assert.deepEqual([...values], [...want]),
  }),

  hostileSpec<{ other: Record<string, unknown>; length?: number; flip?: number }>({
    name: 'checkpoints',
    runs: 60,
    covers: ['encodeCheckpoint', 'decodeCheckpoint', 'restoreCheckpoint'],
    valid: fc.record({ step: fc.nat(5) }).map(() => ({ tensors: {}, options: { other: small } })),
    hostile: {
      other: [
        { ...small, width: 8 },
        { ...small, numLayers: 2 },
      ],
      length: [0, 8, 100, 2000],
      flip: [0, 20, 300, 1500],
    },
    run: (_, { other, length, flip }) =>
      withModel(small, (from) =>
        withModel({ ...other, seed: 2 }, (to) => {
          const optimizer = new AdamW();
          const bytes = encodeCheckpoint(from, optimizer, { step: 0, batches: 0 });
          if (flip !== undefined) bytes[flip] ^= 4;
          restoreCheckpoint(decodeCheckpoint(bytes.slice(0, length)), to, optimizer);
          const [{ values }] = to.getWeights();
          return { values, want: from.getWeights()[0].values };
        }),
      ),
    check: ({ values, want }: Record<string, Float32Array>) => assert.deepEqual([...values], [...want]),
  }),

  hostileSpec<{ scores: number }>({
    name: 'valueAndGradients of several',
    runs: 60,
    covers: ['valueAndGradients', 'Module'],
    valid: fc.record({ scores: fc.constantFrom(1, 2) }).map((options) => ({ tensors: {}, options })),
    hostile: { scores: [0] },
    run: (_, { scores }) => {
      const module = new ListModule(Array.from({ length: scores }, () => tensor([1, 2])));
      try {
        const { value, gradients } = valueAndGradients(
          () => module.list.reduce<Tensor>((total, { value }) => add(total, value), scalar(0)),
          module,
        );
        return [value, ...gradients.values()];
      } finally {
        module.dispose();
      }
    },
    check: (got: Tensor[], _, { scores }) => {
      assert.lengthOf(got, 1 + scores);
      for (const one of got) assertFinite(one, [2]);
    },
  }),
];
