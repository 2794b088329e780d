import type { Checkpoint } from '../../src/checkpoints/Checkpoint.js';
import { CheckpointFolder } from '../../src/checkpoints/CheckpointFolder.js';
import { decodeCheckpoint } from '../../src/checkpoints/decodeCheckpoint.js';
import { encodeCheckpoint } from '../../src/checkpoints/encodeCheckpoint.js';
import { loadCheckpoint } from '../../src/checkpoints/loadCheckpoint.js';
import { restoreCheckpoint } from '../../src/checkpoints/restoreCheckpoint.js';
import { saveCheckpoint } from '../../src/checkpoints/saveCheckpoint.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given } from './given.js';

const moment = { step: 1, batches: 1 };

/** What all functions take that make a checkpoint. */
function momentCases(
  where: string,
  name: string,
  make: (module: unknown, optimizer: unknown, options: unknown) => unknown,
): ArgumentCase[] {
  const withOptions = (options: object): (() => unknown) => {
    return () => make(given.dense, given.optimizer, { ...moment, ...options });
  };
  const whole = (least: number): string => `must be a whole number, at least ${least}, below 9007199254740992, got`;
  return [
    [`${where}.module`, () => make(5, given.optimizer, moment), `${where}: module must be a Module, got 5`],
    [
      `${where}.optimizer`,
      () => make(given.dense, 'sgd', moment),
      `${where}: optimizer must be an Optimizer, got 'sgd'`,
    ],
    [`${where}.${name}`, () => make(given.dense, given.optimizer, 5), `${where}: ${name} must be an object, got 5`],
    [`${where}.${name}.step`, withOptions({ step: -1 }), `${where}: step ${whole(0)} -1`],
    [`${where}.${name}.batches`, withOptions({ batches: 0.5 }), `${where}: batches ${whole(1)} 0.5`],
    [`${where}.${name}.details`, withOptions({ details: [] }), `${where}: details must be an object, got []`],
    [
      `${where}.${name}.details`,
      withOptions({ details: { seed: 7 } }),
      `${where}: details must hold texts, got 7 for 'seed'`,
    ],
  ];
}

function restore(change: object): unknown {
  const checkpoint = decodeCheckpoint(encodeCheckpoint(given.dense, given.optimizer, moment));
  return restoreCheckpoint({ ...checkpoint, ...change }, given.dense, given.optimizer);
}

const folder = new CheckpointFolder('checkpoints');

export const checkpointCases = (): ArgumentCase[] => [
  ...momentCases('encodeCheckpoint', 'options', (module, optimizer, options) =>
    encodeCheckpoint(bad(module), bad(optimizer), bad(options)),
  ),
  ['decodeCheckpoint.bytes', () => decodeCheckpoint(bad([1])), 'decodeCheckpoint: bytes must be a Uint8Array, got [1]'],
  ...momentCases('restoreCheckpoint', 'checkpoint', (module, optimizer, checkpoint) =>
    restoreCheckpoint(bad<Checkpoint>(checkpoint), bad(module), bad(optimizer)),
  ),
  [
    'restoreCheckpoint.checkpoint.weights',
    () => restore({ weights: {} }),
    'restoreCheckpoint: checkpoint.weights must be a Map, got {}',
  ],
  [
    'restoreCheckpoint.checkpoint.optimizer',
    () => restore({ optimizer: 5 }),
    'restoreCheckpoint: checkpoint must fit the optimizer, got SGD: state must be an object, got 5',
  ],
  ['saveCheckpoint.path', () => saveCheckpoint(bad(5), given.dense, given.optimizer, moment), noPath('saveCheckpoint')],
  ...momentCases('saveCheckpoint', 'options', (module, optimizer, options) =>
    saveCheckpoint('checkpoint', bad(module), bad(optimizer), bad(options)),
  ),
  ['loadCheckpoint.path', () => loadCheckpoint(bad(5)), noPath('loadCheckpoint')],
  ['CheckpointFolder.folder', () => new CheckpointFolder(bad(5)), 'CheckpointFolder: folder must be a string, got 5'],
  [
    'CheckpointFolder.options',
    () => new CheckpointFolder('a', bad(5)),
    'CheckpointFolder: options must be an object, got 5',
  ],
  [
    'CheckpointFolder.options.keep',
    () => new CheckpointFolder('a', { keep: 0 }),
    'CheckpointFolder: keep must be a whole number, at least 1, got 0',
  ],
  [
    'CheckpointFolder.options.keepBest',
    () => new CheckpointFolder('a', { keepBest: bad('yes') }),
    "CheckpointFolder: keepBest must be true or false, got 'yes'",
  ],
  ...momentCases('CheckpointFolder.save', 'options', (module, optimizer, options) =>
    folder.save(bad(module), bad(optimizer), bad(options)),
  ),
  [
    'CheckpointFolder.save.options.loss',
    () => folder.save(given.dense, given.optimizer, { ...moment, loss: NaN }),
    'CheckpointFolder.save: loss must be a finite number, got NaN',
  ],
  [
    'CheckpointFolder.save.options.details',
    () => folder.save(given.dense, given.optimizer, { ...moment, details: { loss: '1' } }),
    'CheckpointFolder.save: details must not hold loss, an option, got it',
  ],
];

function noPath(where: string): string {
  return `${where}: path must be a string, got 5`;
}
