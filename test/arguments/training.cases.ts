import {
  evaluate,
  generate,
  languageModelLoss,
  SGD,
  train,
  explainStep,
  trainStep,
  type TokenBatch,
  type Tokenizer,
} from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given } from './given.js';
import { callOptionCases, SEED } from './optionCases.js';

const whole = 'must be a whole number, above 0, got';
const batch: TokenBatch = { inputs: Int32Array.of(0, 1), targets: Int32Array.of(1, 2), shape: [1, 2] };
const tokenizer: Tokenizer = { encode: () => Int32Array.of(0), decode: () => '' };

/** Training a language model on a text, with options that are good but for those given. */
function trainText(options: object, model: unknown = given.transformer): unknown {
  const good = { data: Int32Array.of(0, 1, 2, 3, 0, 1), optimizer: given.optimizer, steps: 1, batchSize: 1 };
  return train(bad<typeof given.transformer>(model), { ...good, ...options });
}

/** Training on batches of one's own. */
function trainBatches(options: object, model: unknown = given.dense): unknown {
  const good = { data: [1], optimizer: given.optimizer, loss: () => given.matrix };
  return train(bad<typeof given.dense>(model), { ...good, ...options });
}

function generateWith(options: { model?: unknown; tokenizer?: unknown; prompt?: unknown; options?: unknown }): unknown {
  const { model = given.transformer } = options;
  const called = 'prompt' in options ? options.prompt : 'a';
  return generate(bad(model), bad(options.tokenizer ?? tokenizer), bad(called), bad(options.options));
}

const asked = (model: unknown, of: unknown = batch): unknown => languageModelLoss(bad(model), bad(of), {});
const step = (module: unknown, optimizer: unknown, loss: unknown, options?: unknown): unknown =>
  trainStep(bad(module), bad(optimizer), bad(loss), bad(options));
const loss = (): typeof given.matrix => given.matrix;

const trainCases: ArgumentCase[] = [
  ['train.model', () => trainBatches({}, null), 'train: model must be a Module, got null'],
  ['train.model', () => trainText({}, 5), 'train: model must be a Module, got 5'],
  [
    'train.model.call',
    () => trainText({}, Object.assign(Object.create(given.dense) as object, { call: 5 })),
    'train: model.call must be a function, got 5',
  ],
  ['train.model.contextLength', () => trainText({}, given.dense), `train: model.contextLength ${whole} undefined`],
  ['train.options', () => train(given.transformer, bad(5)), 'train: options must be an object, got 5'],
  ['train.options.data', () => trainBatches({ data: 5 }), 'train: data must be iterable, got 5'],
  ['train.options.data', () => trainBatches({ data: 'text' }), "train: data must be iterable, got 'text'"],
  [
    'train.options.data',
    () => trainText({ data: Int32Array.of(0) }),
    'train: data must be at least length + 1 = 3 tokens, got 1',
  ],
  [
    'train.options.optimizer',
    () => trainText({ optimizer: 'adam' }),
    "train: optimizer must be an Optimizer, got 'adam'",
  ],
  [
    'train.options.optimizer',
    () => trainBatches({ optimizer: SGD }),
    'train: optimizer must be an Optimizer, got a function',
  ],
  ['train.options.steps', () => trainText({ steps: 0 }), `train: steps ${whole} 0`],
  ['train.options.steps', () => trainText({ steps: undefined }), 'train: steps must be given for tokens, got none'],
  ['train.options.evaluateEvery', () => trainText({ evaluateEvery: 0.5 }), `train: evaluateEvery ${whole} 0.5`],
  ['train.options.seed', () => trainText({ seed: -1 }), `${SEED}, got -1`],
  ['train.options.seed', () => trainBatches({ seed: '1' }), `${SEED}, got '1'`],
  ['train.options.from', () => trainText({ from: 5 }), 'train: from must be an object, got 5'],
  [
    'train.options.from',
    () => trainText({ from: { step: -1, batches: 0 } }),
    'train: from.step must be a whole number, at least 0, got -1',
  ],
  [
    'train.options.from',
    () => trainBatches({ from: { step: 3, batches: 2 } }),
    'train: from.batches must be a whole number, at least 3, got 2',
  ],
  [
    'train.options.onNonFinite',
    () => trainText({ onNonFinite: 'skipp' }),
    "train: onNonFinite must be one of stop, skip, got 'skipp'; did you mean 'skip'?",
  ],
  ['train.options.debug', () => trainText({ debug: 1 }), 'train: debug must be true or false, got 1'],
  [
    'train.options.sampling',
    () => trainText({ sampling: 'randon' }),
    "train: sampling must be one of random, shuffled, got 'randon'; did you mean 'random'?",
  ],
  ['train.options.batchSize', () => trainText({ batchSize: '16' }), `train: batchSize ${whole} '16'`],
  ['train.options.length', () => trainText({ length: 0 }), `train: length ${whole} 0`],
  [
    'train.options.length',
    () => trainText({ length: 3 }),
    'train: length must be at most the contextLength of the model, 2, got 3',
  ],
  ['train.options.loss', () => trainBatches({ loss: undefined }), 'train: loss must be a function, got undefined'],
  ['train.options.validation', () => trainBatches({ validation: 5 }), 'train: validation must be iterable, got 5'],
  [
    'train.options.validation',
    () => trainText({ validation: [1, 2] }),
    'train: validation must be an Int32Array, got [1,2]',
  ],
  [
    'train.options.validation',
    () => trainText({ validation: Int32Array.of(1) }),
    'train: validation must be at least length + 1 = 3 tokens, got 1',
  ],
  ['train.options.validationBatches', () => trainText({ validationBatches: 0 }), `train: validationBatches ${whole} 0`],
];

export const trainingCases = (): ArgumentCase[] => [
  ...trainCases,
  ['trainStep.module', () => step({}, given.optimizer, loss), 'trainStep: module must be a Module, got {}'],
  ['trainStep.optimizer', () => step(given.dense, 'sgd', loss), "trainStep: optimizer must be an Optimizer, got 'sgd'"],
  [
    'trainStep.lossFunction',
    () => step(given.dense, given.optimizer, 5),
    'trainStep: lossFunction must be a function, got 5',
  ],
  [
    'trainStep.options',
    () => step(given.dense, given.optimizer, loss, 5),
    'trainStep: options must be an object, got 5',
  ],
  ['trainStep.options.seed', () => step(given.dense, given.optimizer, loss, { seed: 0.5 }), `${SEED}, got 0.5`],
  ['explainStep.step', () => explainStep(bad(5)), 'explainStep: step must be a function, got 5'],
  ['evaluate.batches', () => evaluate(given.dense, bad<[]>(5), loss), 'evaluate: batches must be iterable, got 5'],
  [
    'evaluate.batches',
    () => evaluate(given.dense, [], loss),
    'evaluate: batches must hold at least one batch, got none',
  ],
  ['evaluate.loss', () => evaluate(given.dense, [1], bad(5)), 'evaluate: loss must be a function, got 5'],
  [
    'evaluate.loss',
    () =>
      evaluate(
        given.dense,
        [1],
        bad(() => 5),
      ),
    'evaluate: value of loss must be a tensor, got 5',
  ],
  [
    'evaluate.loss',
    () => evaluate(given.dense, [1], () => given.matrix.clone()),
    'evaluate: loss must be a scalar, got 6 values',
  ],

  ['generate.model', () => generateWith({ model: 5 }), 'generate: model must be an object, got 5'],
  ['generate.model.call', () => generateWith({ model: {} }), 'generate: model.call must be a function, got undefined'],
  [
    'generate.model.contextLength',
    () => generateWith({ model: { call: loss } }),
    `generate: model.contextLength ${whole} undefined`,
  ],
  [
    'generate.tokenizer',
    () => generateWith({ tokenizer: 'characters' }),
    "generate: tokenizer must be an object, got 'characters'",
  ],
  [
    'generate.tokenizer.encode',
    () => generateWith({ tokenizer: { ...tokenizer, encode: 5 } }),
    'generate: tokenizer.encode must be a function, got 5',
  ],
  [
    'generate.tokenizer.decode',
    () => generateWith({ tokenizer: { ...tokenizer, decode: undefined } }),
    'generate: tokenizer.decode must be a function, got undefined',
  ],
  ['generate.prompt', () => generateWith({ prompt: 5 }), 'generate: prompt must be a string, got 5'],
  [
    'generate.prompt',
    () => generateWith({ tokenizer: { ...tokenizer, encode: () => new Int32Array() } }),
    'generate: prompt must hold at least one token, got none',
  ],
  ['generate.options', () => generateWith({ options: 200 }), 'generate: options must be an object, got 200'],
  [
    'generate.options.length',
    () => generateWith({ options: { length: -1 } }),
    'generate: length must be a whole number, at least 0, got -1',
  ],
  [
    'generate.options.temperature',
    () => generateWith({ options: { temperature: '1' } }),
    "generate: temperature must be a finite number, at least 0, got '1'",
  ],
  ['generate.options.seed', () => generateWith({ options: { seed: -1 } }), `${SEED}, got -1`],

  ['languageModelLoss.model', () => asked(undefined), 'languageModelLoss: model must be an object, got undefined'],
  ['languageModelLoss.model.call', () => asked({ call: 5 }), 'languageModelLoss: model.call must be a function, got 5'],
  ['languageModelLoss.batch', () => asked(given.transformer, 5), 'languageModelLoss: batch must be an object, got 5'],
  [
    'languageModelLoss.batch.inputs',
    () => asked(given.transformer, { ...batch, inputs: [0, 1] }),
    'languageModelLoss: batch.inputs must be an Int32Array, got [0,1]',
  ],
  [
    'languageModelLoss.batch.targets',
    () => asked(given.transformer, { ...batch, targets: [0, 1] }),
    'languageModelLoss: batch.targets must be an Int32Array, got [0,1]',
  ],
  [
    'languageModelLoss.batch.targets',
    () => asked(given.transformer, { ...batch, targets: Int32Array.of(1, 9) }),
    'crossEntropy: target must be in [0, 4), got 9',
  ],
  [
    'languageModelLoss.batch.shape',
    () => asked(given.transformer, { ...batch, shape: 2 }),
    'languageModelLoss: batch.shape must be a list of whole numbers, at least 0, got 2',
  ],
  [
    'languageModelLoss.batch.shape',
    () => asked(given.transformer, { ...batch, shape: [1, 3] }),
    'languageModelLoss: batch.shape must be [windows, length] of the 2 inputs, got [1, 3]',
  ],
  ...callOptionCases('languageModelLoss', (options) => languageModelLoss(given.transformer, batch, options)),
];
