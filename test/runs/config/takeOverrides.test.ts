import { assert } from 'chai';
import { takeOverrides } from '../../../src/runs/config/takeOverrides.js';
import { assertConfigError } from './configErrorOf.js';

describe('takeOverrides', () => {
  it('takes options with a section, in both forms, and leaves the rest in order', () => {
    const argv = ['train', '--model.numLayers', '6', '--run', 'r', '--sample.prompt=a=b\nc', '-v', '--data.text', '-'];
    assert.deepEqual(takeOverrides(argv), {
      overrides: [
        ['model.numLayers', '6'],
        ['sample.prompt', 'a=b\nc'],
        ['data.text', '-'],
      ],
      rest: ['train', '--run', 'r', '-v'],
    });
  });

  it('takes empty and negative values, and texts that begin with dashes after =', () => {
    assert.deepEqual(takeOverrides(['--sample.prompt', '', '--training.seed', '-1', '--sample.prompt=--x']).overrides, [
      ['sample.prompt', ''],
      ['training.seed', '-1'],
      ['sample.prompt', '--x'],
    ]);
  });

  it('leaves alone what follows --', () => {
    const argv = ['--model.width', '8', '--', '--steps', '--model.width'];
    assert.deepEqual(takeOverrides(argv), {
      overrides: [['model.width', '8']],
      rest: ['--', '--steps', '--model.width'],
    });
    assert.throws(() => takeOverrides(['--model.width', '--', '8']), 'must be followed by a value, got none');
  });

  it('leaves options that somebody else reads, and asks for the section of others', () => {
    assert.deepEqual(takeOverrides(['--seed', '5', '--help', '--out=x'], ['seed']).rest, [
      '--seed',
      '5',
      '--help',
      '--out=x',
    ]);
  });

  const refused: [string[], string, string][] = [
    [['--steps', '5'], 'steps', '--steps must be written with its section, as --training.steps'],
    [['--batch-size=5'], 'batch-size', '--batch-size must be written with its section, as --training.batchSize'],
    [['--every', '5'], 'every', '--every must be written with its section, as --checkpoints.every or --sample.every'],
    [
      ['--modl.width', '5'],
      'modl',
      'modl must be one of data, model, optimizer, training, checkpoints, sample, backend, ' +
        "got 'modl'; did you mean 'model'?",
    ],
    [['--model.width'], 'model.width', '--model.width must be followed by a value, got none'],
    [
      ['--sample.prompt', '--x'],
      'sample.prompt',
      "--sample.prompt must be followed by a value, got '--x'; a text that begins so is given by --sample.prompt='--x'",
    ],
  ];
  for (const [argv, path, problem] of refused) {
    it(`refuses ${argv.join(' ')}`, () => assertConfigError(() => takeOverrides(argv), path, problem));
  }
});
