import { assert } from 'chai';
import { join } from 'node:path';
import { engineAccess } from './helpers/layout/engineAccess.js';
import { filesLongerThan, medianLength, totalLength } from './helpers/layout/fileLengths.js';
import { forbiddenWords } from './helpers/layout/forbiddenWords.js';
import { importCycles } from './helpers/layout/importCycles.js';
import { misnamedFiles } from './helpers/layout/misnamedFiles.js';
import { readSourceTree } from './helpers/layout/SourceTree.js';
import { wrongArrows, type AllowedImports } from './helpers/layout/wrongArrows.js';

const root = join(import.meta.dirname, '..');
const source = readSourceTree(join(root, 'src'));
const examples = readSourceTree(join(root, 'examples'));
const benchmarks = readSourceTree(join(root, 'benchmarks'));

/**
 * Imports point down. Types count like values. `modules` reads one type of `ops` (how attention may be computed) and
 * `models` one of `data` (a batch); neither points back, so no import needs an exception.
 */
const bottom = ['engine', 'config', 'ops'];
const belowModules = [...bottom, 'constraints', 'initializers', 'losses', 'regularizers', 'schedules'];
const modulesAndBelow = [...belowModules, 'modules'];
const modelsAndBelow = [...modulesAndBelow, 'optimizers', 'layers', 'data', 'tokenizers', 'checkpoints', 'models'];
const allowed: AllowedImports = {
  engine: ['config'],
  backends: ['engine', 'config'],
  config: [],
  ops: ['engine', 'config'],
  constraints: bottom,
  initializers: bottom,
  losses: bottom,
  metrics: bottom,
  regularizers: bottom,
  schedules: bottom,
  modules: belowModules,
  optimizers: modulesAndBelow,
  layers: modulesAndBelow,
  data: ['engine', 'config'],
  tokenizers: ['engine', 'config'],
  checkpoints: [...modulesAndBelow, 'optimizers'],
  testing: [...modulesAndBelow, 'backends'],
  models: [...modulesAndBelow, 'layers', 'data'],
  training: modelsAndBelow,
  runs: [...modelsAndBelow, 'backends', 'training'],
  cli: 'all',
  '': 'all',
};

/** Files that export nothing of their own name. */
const otherwiseNamed = {
  'engine/register.ts': 'imported for its effects',
  'cli/main.ts': 'run, not imported',
  'engine/random/draw.ts': 'what all its functions do, each called for its distribution',
  'backends/simd/register.ts': 'imported for its effects',
  'backends/simd/chunks.ts': 'what its numbers are the sizes of',
  'backends/simd/threads/controlWords.ts': 'what its constants are the places of',
  'backends/simd/kernels/arithmetic.ts': 'what all its functions do',
  'backends/simd/kernels/attentionFields.ts': 'what its constants are of',
  'backends/simd/kernels/attentionLogits.ts': 'what all its functions are for',
  'backends/simd/kernels/attentionProducts.ts': 'the products of attention',
  'backends/simd/kernels/attentionRow.ts': 'what is done to a row of scores',
  'backends/simd/kernels/attentionTable.ts': 'what all its functions read',
  'backends/simd/kernels/cast.ts': 'what all its functions do',
  'backends/simd/kernels/classify.ts': 'what all its functions do',
  'backends/simd/kernels/compare.ts': 'what all its functions do',
  'backends/simd/kernels/doublePairs.ts': 'what all its functions take',
  'backends/simd/kernels/unary.ts': 'how many operands all its functions have',
  'engine/registrations.ts': 'what its two functions pin',
  'checkpoints/weightsFile.ts': 'what its four functions read and write',
  'checkpoints/optimizerFile.ts': 'what its four functions read and write',
  'ops/gatedLinearUnit.ts': 'what both its functions are',
  'config/letterCase.ts': 'what its two functions change',
  'layers/weightOptions.ts': 'the options of kernels and biases, and what is made of them',
  'layers/attention/attentionSerialization.ts': 'the two directions of it',
  'modules/pathPattern.ts': 'what its one function understands',
};

/** Files of more than 250 lines. */
const long = {
  'index.ts': 'the public names, no logic',
  'layers/attention/AttentionLayer.ts': 'one layer: projections, attention, scores and configuration share its state',
};

/** Files of `benchmarks/` that export nothing of their own name. */
const otherwiseNamedBenchmarks = {
  'ours/worker.ts': 'run, not imported',
  'peers/jaxJs.js': 'run, not imported',
  'peers/tfjsCpu.js': 'run, not imported',
  'peers/tfjsWasm.js': 'run, not imported',
  'profile.ts': 'run, not imported',
  'results.ts': 'run, not imported',
  'run.ts': 'run, not imported',
  'savingShare.ts': 'run, not imported',
};

/** The mechanism that layers, optimizers and the rest are leaves of. */
const mechanism = [
  'modules/Module.ts',
  'modules/Parameter.ts',
  'optimizers/Optimizer.ts',
  'regularizers/Regularizer.ts',
];

describe('layout of src', () => {
  it('has files to look at', () => {
    assert.isAbove(source.size, 100);
    assert.isAbove(examples.size, 0);
    assert.isAbove(benchmarks.size, 20);
  });

  it('imports point one way', () => {
    assert.deepEqual(wrongArrows(source, allowed), []);
  });

  it('no import comes back to where it started', () => {
    assert.deepEqual(importCycles(source), []);
  });

  it('files are short', () => {
    assert.isBelow(medianLength(source), 100);
    assert.deepEqual(filesLongerThan(source, 400), []);
    assert.deepEqual(filesLongerThan(source, 250), Object.keys(long));
  });

  it('the mechanism is at most 500 lines', () => {
    assert.isAtMost(totalLength(source, mechanism), 500);
  });

  it('files are named for what they export', () => {
    assert.deepEqual(misnamedFiles(source, otherwiseNamed), []);
  });

  it("only engine/ and backends/ touch TensorFlow.js's engine", () => {
    assert.deepEqual(engineAccess(source), []);
  });

  it('nothing is left unfinished, and no code is made from text, in src, examples and benchmarks', () => {
    assert.deepEqual([source, examples, benchmarks].flatMap(forbiddenWords), []);
  });

  it('benchmarks hold to the same', () => {
    assert.deepEqual(importCycles(benchmarks), []);
    assert.isBelow(medianLength(benchmarks), 100);
    assert.deepEqual(filesLongerThan(benchmarks, 250), []);
    assert.deepEqual(misnamedFiles(benchmarks, otherwiseNamedBenchmarks), []);
  });
});
