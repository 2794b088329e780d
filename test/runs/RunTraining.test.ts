import { readdirSync, readFileSync, writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { memory, mul } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { CheckpointError } from '../../src/checkpoints/CheckpointError.js';
import { NonFiniteError } from '../../src/training/NonFiniteError.js';
import type { PreparedRun } from '../../src/runs/prepareRun.js';
import type { RunEvent } from '../../src/runs/RunEvent.js';
import { SmallRun, type PartOfConfig } from './SmallRun.js';

const label = (event: RunEvent): string => ('step' in event ? `${event.kind} ${event.step}` : event.kind);
const of = <Kind extends RunEvent['kind']>(events: RunEvent[], kind: Kind): Extract<RunEvent, { kind: Kind }>[] =>
  events.filter((event): event is Extract<RunEvent, { kind: Kind }> => event.kind === kind);

async function withRun(config: PartOfConfig, body: (run: SmallRun) => Promise<void>): Promise<void> {
  const run = new SmallRun(config);
  try {
    await body(run);
  } finally {
    run.remove();
  }
}

/** The loss is not finite in these calls of training, counted from 1. */
function failing(...calls: number[]): (prepared: PreparedRun) => void {
  return ({ model }) => {
    const call = model.call.bind(model);
    let count = 0;
    model.call = (tokens, options = {}) => {
      const logits = call(tokens, options);
      return options.training === true && calls.includes(++count) ? mul(logits, NaN) : logits;
    };
  };
}

describe('RunTraining', function () {
  this.timeout(120_000);

  it('tells what happens, in order, and saves every few steps, at the best losses and at the end', async () => {
    await withRun({}, async (run) => {
      const { events, error } = await run.train();
      assert.isUndefined(error);
      const told = events.map(label).filter((event) => !event.startsWith('step'));
      const losses = of(events, 'evaluation').map(({ loss }) => loss);
      assert.isBelow(losses[2], losses[0]);
      assert.deepEqual(
        losses,
        [...losses].sort((a, b) => b - a),
        'the text repeats: each is better than the one before',
      );
      assert.deepEqual(told, [
        ...['started', 'checkpoint 3', 'evaluation 4', 'checkpoint 4', 'checkpoint 6', 'evaluation 8'],
        ...['checkpoint 8', 'checkpoint 9', 'evaluation 12', 'checkpoint 12', 'done 12', 'sample 12'],
      ]);
      const files = ['step-00000009.safetensors', 'step-00000012.safetensors'];
      assert.deepEqual(readdirSync(join(run.path, 'checkpoints')).sort(), files);
      const lines = readFileSync(join(run.path, 'metrics.jsonl'), 'utf8').trimEnd().split('\n');
      const logged = events.filter(({ kind }) => kind !== 'started' && kind !== 'done');
      assert.deepEqual(
        lines.map((line) => JSON.parse(line) as unknown),
        JSON.parse(JSON.stringify(logged)),
      );
      const [{ text }] = of(events, 'sample');
      assert.equal(readFileSync(join(run.path, 'samples.txt'), 'utf8'), `── after step 12 ──\n${text}\n\n`);
      assert.lengthOf(text, 'Call me '.length + 5);
    });
  });

  it('goes on to the bit wherever it was stopped, and again when all is done', async () => {
    for (const sampling of ['random', 'shuffled'] as const) {
      const config: PartOfConfig = {
        data: { sampling },
        optimizer: { className: 'Adam', config: { useEma: true, gradientAccumulationSteps: 2 } },
        sample: { length: 3, every: 5 },
      };
      let expected: { weights: string; metrics: string; samples: string } | undefined;
      const resultOf = (run: SmallRun, weights: string): typeof expected => {
        const read = (name: string): string => readFileSync(join(run.path, name), 'utf8');
        // Where it was stopped there are more checkpoints, and time passes as it does.
        const metrics = read('metrics.jsonl')
          .split('\n')
          .filter((line) => !line.includes('"checkpoint"'))
          .map((line) => line.replace(/"(seconds|tokensPerSecond)":[^,}]+/g, ''));
        return { weights, metrics: metrics.join('\n'), samples: read('samples.txt') };
      };
      for (const stops of [[], [1], [3, 4], [8, 10, 11], [12], [5, 5, 5]]) {
        await withRun(config, async (run) => {
          for (const step of stops) {
            const { events } = await run.train(step);
            const told = events.filter(({ kind }) => kind === 'stopped');
            if (stops.indexOf(step) === 0) assert.deepEqual(told, [{ kind: 'stopped', step, why: 'asked' }]);
            if (step === 5) break;
          }
          const { events, weights } = await run.train();
          assert.equal(of(events, 'started')[0].position.step, stops.at(stops[0] === 5 ? 0 : -1) ?? 0);
          expected ??= resultOf(run, weights);
          assert.deepEqual(resultOf(run, weights), expected, `stopped at ${stops.join()}`);
          const again = await run.train();
          assert.deepEqual(again.events.map(label), ['started', 'done 12']);
          assert.equal(again.weights, weights);
          assert.deepEqual(resultOf(run, weights), expected);
        });
      }
    }
  });

  it('leaves out what a killed process had logged after its newest checkpoint, half a line included', async () => {
    await withRun({}, async (run) => {
      await run.train(5);
      rmSync(join(run.path, 'checkpoints/step-00000005.safetensors'));
      const metrics = join(run.path, 'metrics.jsonl');
      writeFileSync(metrics, `${readFileSync(metrics, 'utf8')}{"kind":"step","st`);
      writeFileSync(join(run.path, 'checkpoints/.step-00000006.safetensors.0123456789abcdef.partial'), 'half');
      const { events } = await run.train(5);
      const [{ position, swept }] = of(events, 'started');
      assert.deepEqual(position, { step: 4, batches: 4 });
      assert.lengthOf(swept, 1);
      const logged = readFileSync(metrics, 'utf8').trimEnd().split('\n');
      const steps = logged.map((line) => JSON.parse(line) as RunEvent).filter(({ kind }) => kind === 'step');
      assert.deepEqual(steps.map(label), ['step 1', 'step 2', 'step 3', 'step 4', 'step 5']);
    });
  });

  it('passes over a damaged checkpoint and says so; refuses to go on without a valid one, or with another configuration', async () => {
    await withRun({}, async (run) => {
      const whole = await run.train(8);
      const path = join(run.path, 'checkpoints/step-00000008.safetensors');
      const bytes = readFileSync(path);
      bytes[bytes.length - 9] ^= 1;
      writeFileSync(path, bytes);
      const { events, weights } = await run.train(8);
      const [{ position, damaged }] = of(events, 'started');
      assert.equal(position.step, 6);
      assert.deepEqual(
        damaged.map((one) => one.path),
        [path],
      );
      assert.match(damaged[0].reason, /sha256/i);
      assert.equal(weights, whole.weights);

      const { config } = run;
      const other = { ...config, training: { ...config.training, learningRate: 1 } };
      Object.assign(run, { config: other });
      const refused = await run.train();
      assert.instanceOf(refused.error, CheckpointError);
      assert.equal(refused.error?.message, `config.json must be as it was when ${path} was written, got another`);

      for (const name of readdirSync(join(run.path, 'checkpoints'))) {
        writeFileSync(join(run.path, 'checkpoints', name), 'nothing');
      }
      const none = await run.train();
      assert.equal((none.error as CheckpointError).reason, 'damaged');
    });
  });

  it('stops at a loss that is not finite, with the checkpoint before; skips it, or goes back, where it is told to', async () => {
    await withRun({}, async (run) => {
      const { events, error } = await run.train(Infinity, failing(8));
      assert.instanceOf(error, NonFiniteError);
      assert.equal(error?.message, 'train: loss must be finite, got NaN in step 8');
      assert.equal(of(events, 'checkpoint').at(-1)?.step, 6);
    });
    await withRun({ training: { onNonFinite: 'skip' } }, async (run) => {
      const { events, error } = await run.train(Infinity, failing(8));
      assert.isUndefined(error);
      assert.deepEqual(of(events, 'skipped'), [
        { kind: 'skipped', step: 8, batches: 8, reason: 'train: loss must be finite, got NaN in step 8' },
      ]);
      assert.equal(of(events, 'step').at(-1)?.batches, 13);
    });
    await withRun({ training: { onNonFinite: 'rollback' } }, async (run) => {
      const { events, error, weights } = await run.train(Infinity, failing(2, 9));
      assert.isUndefined(error);
      assert.deepEqual(of(events, 'rolledBack').map(label), ['rolledBack 0', 'rolledBack 6']);
      const told = of(events, 'step').map(({ step, batches }) => `${step}:${batches}`);
      // The second failure is the ninth call: 1, then batches 3 to 9 as steps 1 to 7, of which the last is taken back.
      assert.equal(told.join(' '), '1:1 1:3 2:4 3:5 4:6 5:7 6:8 7:10 8:11 9:12 10:13 11:14 12:15');
      // The log of the run holds what came of it, not what was taken back.
      const logged = readFileSync(join(run.path, 'metrics.jsonl'), 'utf8');
      assert.equal(logged.match(/"kind":"step"/g)?.length, 12);
      const again = await run.train();
      assert.equal(again.weights, weights);
    });
    await withRun({ training: { onNonFinite: 'rollback' } }, async (run) => {
      const { events, error } = await run.train(Infinity, failing(...Array.from({ length: 50 }, (_, i) => i + 5)));
      assert.match(String(error?.message), /^train: loss must be finite, got NaN in step 5/);
      assert.lengthOf(of(events, 'rolledBack'), 9);
    });
  });

  it('stops where held-out loss no longer falls, and stays stopped', async () => {
    // Nothing is learned: no measurement is better than the first.
    const config: PartOfConfig = { training: { learningRate: 1e-30, steps: 40, patience: 2 } };
    await withRun(config, async (run) => {
      const { events } = await run.train();
      assert.deepEqual(of(events, 'stopped'), [{ kind: 'stopped', step: 12, why: 'noBetter' }]);
      const again = await run.train();
      assert.deepEqual(again.events.map(label), ['started']);
    });
  });

  it('stops, or goes on, as it is told, where a checkpoint cannot be written', async () => {
    for (const onFailure of ['stop', 'continue'] as const) {
      await withRun({ checkpoints: { every: 3, onFailure } }, async (run) => {
        const checkpoints = join(run.path, 'checkpoints');
        // A file where the folder was, from step 4 to step 7.
        const disturb = (event: RunEvent): void => {
          if (event.kind !== 'step') return;
          if (event.step === 4) {
            rmSync(checkpoints, { recursive: true });
            writeFileSync(checkpoints, 'in the way');
          } else if (event.step === 7) rmSync(checkpoints);
        };
        const { events, error } = await run.train(Infinity, () => undefined, disturb);
        const saved = of(events, 'checkpoint').map(({ step }) => step);
        if (onFailure === 'stop') {
          assert.instanceOf(error, CheckpointError);
          assert.include(error?.message, checkpoints);
          assert.deepEqual(saved, [3]);
        } else {
          assert.isUndefined(error);
          assert.deepEqual(of(events, 'writeFailed').map(label), ['writeFailed 4', 'writeFailed 6']);
          assert.deepEqual(saved, [3, 8, 9, 12]);
        }
      });
    }
  });

  it('leaves no tensor behind but the model and what the optimizer remembers', async () => {
    await withRun({}, async (run) => {
      await run.train();
      let before = 0;
      let expected = 0;
      await run.train(Infinity, ({ model, optimizer }) => {
        before = memory().numTensors;
        expected = model.parameters().size * 2;
        void optimizer;
      });
      assert.equal(memory().numTensors, before + expected);
    });
  });
});
