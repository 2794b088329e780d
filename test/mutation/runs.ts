import type { Mutation } from './runner/Mutation.js';

const CHECKPOINTS = [
  'test/checkpoints/checkpointFlips.test.ts',
  'test/checkpoints/checkpointFile.test.ts',
  'test/checkpoints/CheckpointFolder.test.ts',
];
const RUNS = ['test/runs/RunTraining.test.ts'];

/** Checkpoints, and runs that go on. */
export const runs: Mutation[] = [
  {
    name: 'checkpoint: any digest accepted',
    file: 'src/checkpoints/decodeCheckpoint.ts',
    find: 'if (stands === digest) return;',
    replace: 'if (stands.length === digest.length) return;',
    tests: CHECKPOINTS,
  },
  {
    name: 'checkpoint: position of the data forgotten',
    file: 'src/checkpoints/decodeCheckpoint.ts',
    find: "const [step, batches] = [count(metadata, 'step'), count(metadata, 'batches')];",
    replace: "const [step, batches] = [count(metadata, 'step'), count(metadata, 'step')];",
    tests: [...CHECKPOINTS, ...RUNS],
  },
  {
    name: 'checkpoint: the oldest taken for the newest',
    file: 'src/checkpoints/CheckpointFolder.ts',
    find: 'paths.reverse()',
    replace: 'paths',
    tests: CHECKPOINTS,
  },
  {
    name: 'checkpoint: the worst kept as the best',
    file: 'src/checkpoints/rankCheckpoints.ts',
    find: 'losses.get(a)! - losses.get(b)!',
    replace: 'losses.get(b)! - losses.get(a)!',
    tests: CHECKPOINTS,
  },
  {
    name: 'files written in place',
    file: 'src/checkpoints/writeWhole.ts',
    find: 'const beside = partialPath(path);',
    replace: 'const beside = path;\n    await unlink(path).catch(() => undefined);',
    tests: ['test/checkpoints/writeWhole.test.ts'],
  },
  {
    name: 'log of a run keeps what was taken back',
    file: 'src/runs/MetricsLog.ts',
    find: 'this.events.filter((event) => event.step <= step)',
    replace: 'this.events.filter((event) => event.step <= step || event.step > 0)',
    tests: RUNS,
  },
  {
    name: 'run goes on with another configuration',
    file: 'src/runs/checkpointDetails.ts',
    find: 'if (details.configHash === configHash) return;',
    replace: 'if (details.configHash.length === configHash.length) return;',
    tests: RUNS,
  },
  {
    name: 'leftovers of a killed write stay',
    file: 'src/runs/RunTraining.ts',
    find: 'const swept = await this.checkpoints.sweep();',
    replace: 'const swept: string[] = [];',
    tests: RUNS,
  },
  {
    name: 'going back to the batch that failed',
    file: 'src/runs/RunTraining.ts',
    find: 'batches: failed.batches };',
    replace: 'batches: this.position.batches };',
    tests: RUNS,
  },
  {
    name: 'stops a measurement too late where the loss no longer falls',
    file: 'src/runs/EarlyStopping.ts',
    find: 'this.waited >= this.patience',
    replace: 'this.waited > this.patience',
    tests: ['test/runs/EarlyStopping.test.ts', ...RUNS],
  },
  {
    name: 'any signal ends with the code of Ctrl-C',
    file: 'src/cli/StopSignals.ts',
    find: 'return this.received && EXIT_CODES[this.received];',
    replace: 'return this.received && EXIT_CODES.SIGINT;',
    tests: ['test/kill/signals.test.ts'],
  },
];
