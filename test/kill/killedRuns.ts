import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from 'chai';
import { CheckpointFolder } from '../../src/checkpoints/CheckpointFolder.js';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { randomInteger } from '../../src/engine/random/draw.js';
import type { BundledCommand } from './BundledCommand.js';

/** Steps between two checkpoints. */
const EVERY = 5;

/** What all runs are told: a tiny model that drops out, on shuffled windows, with accumulated gradients and averages. */
const settings = {
  'data.sampling': 'shuffled',
  'model.numLayers': 1,
  'model.width': 16,
  'model.contextLength': 16,
  'model.dropout': 0.1,
  'optimizer.config.useEma': true,
  'optimizer.config.gradientAccumulationSteps': 2,
  'training.batchSize': 2,
  'training.evaluateEvery': 20,
  'training.validationBatches': 2,
  'checkpoints.every': EVERY,
  'sample.length': 0,
  'backend.threads': 1,
};

/** The arguments that begin a run of so many steps. */
export function beginRun(command: BundledCommand, run: string, steps: number): string[] {
  const text = join(command.folder, 'book.txt');
  if (!existsSync(text))
    writeFileSync(text, 'Call me Ishmael. Some years ago, never mind how long precisely. '.repeat(50));
  const given = { ...settings, 'data.text': text, 'training.steps': steps };
  return ['train', '--run', run, ...Object.entries(given).map(([name, value]) => `--${name}=${value}`)];
}

/** The hash of the weights, of what the optimizer remembers, and of the position: all of the last checkpoint but its time. */
export async function stateOf(run: string): Promise<string> {
  const newest = await new CheckpointFolder(join(run, 'checkpoints')).newest();
  assert.isDefined(newest);
  const { step, batches, weights, optimizer } = newest.checkpoint;
  const hash = createHash('sha256').update(`${step} ${batches} ${optimizer.step} ${optimizer.calls}`);
  for (const tensors of [weights, optimizer.tensors]) {
    for (const [name, { values }] of tensors) hash.update(name).update(values);
  }
  return hash.digest('hex');
}

/**
 * Runs a training that is killed again and again, at random moments of its life, until it is done.
 *
 * Every start goes on from at most one interval before what the log says was done, and removes what the kill left.
 *
 * @param kills How many kills at most.
 * @returns How many there were.
 */
export async function killUntilDone(
  command: BundledCommand,
  run: string,
  steps: number,
  kills: number,
): Promise<number> {
  const key = RandomKey.fromSeed(kills).fold(run.length);
  for (let count = 0; ; count++) {
    const isBegun = existsSync(join(run, 'config.json'));
    const done = isBegun ? lastLoggedStep(run) : 0;
    const leftovers = isBegun ? partialFiles(run) : [];
    const {
      process: child,
      saying,
      ended,
    } = command.start(...(isBegun ? ['resume', run] : beginRun(command, run, steps)));
    await saying(/products by [^\n]*\n\n/);
    if (count < kills) {
      // A few steps, some of them within a write.
      const patience = randomInteger(key, count, 400);
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, patience))]);
      child.kill('SIGKILL');
    }
    const { code, signal, printed } = await ended;
    if (isBegun && /goes on after step/.test(printed)) {
      const from = Number(/goes on after step (\d+)/.exec(printed)?.[1]);
      assert.isAtLeast(from, done - EVERY, `lost more than an interval: ${printed}`);
      const left = partialFiles(run).filter((name) => leftovers.includes(name));
      assert.deepEqual(left, [], 'leftovers of the process before');
    }
    if (signal === 'SIGKILL') continue;
    assert.equal(code, 0, printed);
    return count;
  }
}

function lastLoggedStep(run: string): number {
  const metrics = join(run, 'metrics.jsonl');
  if (!existsSync(metrics)) return 0;
  const steps = [...readFileSync(metrics, 'utf8').matchAll(/^\{"kind":"step","step":(\d+),.*\}$/gm)];
  return Number(steps.at(-1)?.[1] ?? 0);
}

function partialFiles(run: string): string[] {
  const folder = join(run, 'checkpoints');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.partial')) : [];
}
