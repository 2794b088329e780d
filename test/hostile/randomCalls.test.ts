import { assert } from 'chai';
import fc from 'fast-check';
import * as library from '../../src/index.js';
import { useBackend } from '../helpers/useBackend.js';
import { attentionSpecs } from './attentionSpecs.js';
import { blockSpecs } from './blockSpecs.js';
import { CallReport } from './CallReport.js';
import { configurationSpecs } from './configurationSpecs.js';
import { dataSpecs } from './dataSpecs.js';
import { drawSpecs } from './drawSpecs.js';
import { layerSpecs } from './layerSpecs.js';
import { leafSpecs } from './leafSpecs.js';
import { linearDecaySpec } from './linearDecaySpec.js';
import { lossSpecs } from './lossSpecs.js';
import { metricSpecs } from './metricSpecs.js';
import { opSpecs } from './opSpecs.js';
import { optimizerSpecs } from './optimizerSpecs.js';
import { penaltySpecs } from './penaltySpecs.js';
import { optimizerMechanismSpecs } from './optimizerMechanismSpecs.js';
import { plainSpecs } from './plainSpecs.js';
import { positionSpecs } from './positionSpecs.js';
import { runCall } from './runCall.js';
import { scheduleSpecs } from './scheduleSpecs.js';
import { trainingSpecs } from './trainingSpecs.js';

const specs = [
  ...opSpecs,
  ...attentionSpecs,
  ...plainSpecs,
  ...drawSpecs,
  ...leafSpecs,
  linearDecaySpec,
  ...configurationSpecs,
  ...penaltySpecs,
  ...scheduleSpecs,
  ...lossSpecs,
  ...metricSpecs,
  ...layerSpecs,
  ...blockSpecs,
  ...positionSpecs,
  ...dataSpecs,
  ...trainingSpecs,
  ...optimizerSpecs,
  ...optimizerMechanismSpecs,
];

/** What is not called here, and why. */
const NOT_CALLED: Record<string, string> = {
  backendInfo: 'takes no arguments: backendInfo.test.ts',
  setBackend: 'changes what all later calls run on: backends.test.ts',
  loadText: 'reads files and packages',
  loadWeights: 'decodeWeights, of a file',
  saveWeights: 'encodeWeights, to a file',
  loadOptimizer: 'decodeOptimizer, of a file',
  saveOptimizer: 'encodeOptimizer, to a file',
  SafetensorsFile: 'decodeSafetensors, of a file',
  CheckpointFolder: 'checkpoints, as files: CheckpointFolder.test.ts',
  loadCheckpoint: 'decodeCheckpoint, of a file',
  saveCheckpoint: 'encodeCheckpoint, to a file',
  CheckpointError: 'an error',
  NonFiniteError: 'an error',
  SafetensorsError: 'an error',
  child: 'called by every layer that calls others',
  isTraining: 'called by every layer that drops out',
  Constraint: 'abstract',
  Initializer: 'abstract',
  Loss: 'abstract',
  Metric: 'abstract',
  Regularizer: 'abstract',
  Schedule: 'abstract',
  Optimizer: 'abstract',
};

const seed = Number(process.env.FUZZ_SEED ?? 20261);
const path = process.env.FUZZ_PATH;

/**
 * Random calls of everything public: each returns what is right or refuses in words, and leaves nothing behind.
 *
 * The seed is the same every time unless `FUZZ_SEED` says otherwise. A failure prints seed and path; with both as
 * `FUZZ_SEED` and `FUZZ_PATH`, and the function's name as mocha's `--grep`, the one call is made again.
 */
describe('hostile/randomCalls', function () {
  this.timeout(180_000);
  const report = new CallReport();

  after(() => console.log(`\n${report.toString()}\nseed ${seed}\n`));

  for (const spec of specs) {
    it(spec.name, async () => {
      const property = fc.asyncProperty(spec.calls, async (call) => report.add(spec.name, await runCall(spec, call)));
      await fc.assert(property, { seed, path, numRuns: spec.runs });
    });
  }

  describe('on cpu, which sums products in double precision', () => {
    useBackend('cpu');
    for (const spec of attentionSpecs) {
      it(spec.name, async () => {
        const property = fc.asyncProperty(spec.calls, async (call) => void (await runCall(spec, call)));
        await fc.assert(property, { seed, path, numRuns: spec.runs });
      });
    }
  });

  it('goes through everything public', () => {
    assert.lengthOf(new Set(specs.map(({ name }) => name)), specs.length, 'names of specs');
    const covered = new Set(specs.flatMap(({ covers }) => covers));
    const missing = Object.keys(library).filter((name) => !covered.has(name) && !(name in NOT_CALLED));
    assert.deepEqual(missing, []);
    assert.deepEqual(
      [...covered, ...Object.keys(NOT_CALLED)].filter((name) => !(name in library)),
      [],
    );
  });

  it('makes at least 5,000 calls, half of them valid', function () {
    const { returned, refused } = report.total;
    // With a path, or a part of the tests chosen, there are fewer.
    if (path !== undefined || report.size < specs.length) this.skip();
    assert.isAtLeast(returned + refused, 5000);
    assert.isAtLeast(returned, refused);
  });
});
