import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkpointDetails } from '../../src/runs/checkpointDetails.js';
import { readRunConfig } from '../../src/runs/config/readRunConfig.js';
import type { RunConfig } from '../../src/runs/config/runConfigSchema.js';
import { prepareRun, type PreparedRun } from '../../src/runs/prepareRun.js';
import type { RunEvent } from '../../src/runs/RunEvent.js';
import { RunFolder } from '../../src/runs/RunFolder.js';
import { recordOf } from '../../src/runs/RunRecord.js';
import { RunTraining } from '../../src/runs/RunTraining.js';

const text = 'Call me Ishmael. Some years ago, never mind how long precisely. '.repeat(12);

/** Sections of a configuration, each in part. */
export type PartOfConfig = { [Section in keyof RunConfig]?: Partial<RunConfig[Section]> };

const small: PartOfConfig = {
  model: { numLayers: 1, width: 8, numHeads: 2, contextLength: 8, dropout: 0.1 },
  training: { steps: 12, batchSize: 2, evaluateEvery: 4, validationBatches: 2 },
  checkpoints: { every: 3, keep: 2 },
  sample: { length: 5 },
};

/** A run of a tiny model, in a folder of its own, that can be begun again as by another process. */
export class SmallRun {
  readonly config: RunConfig;
  private readonly home = mkdtempSync(join(tmpdir(), 'run-'));
  private readonly prepared: PreparedRun[] = [];

  constructor(config: PartOfConfig = {}) {
    const sections = new Set([...Object.keys(small), ...Object.keys(config)]) as Set<keyof RunConfig>;
    const merged = [...sections].map((section) => [section, { ...small[section], ...config[section] }]);
    this.config = readRunConfig(Object.fromEntries(merged));
  }

  get path(): string {
    return join(this.home, 'run');
  }

  /**
   * Trains as far as it goes, or until it is asked to stop after a step.
   *
   * @param change What to do to the model and the optimizer before.
   * @param watch Sees each event.
   */
  async train(
    stopAfter = Infinity,
    change: (prepared: PreparedRun) => void = () => undefined,
    watch: (event: RunEvent) => void = () => undefined,
  ): Promise<{ events: RunEvent[]; error?: Error; weights: string }> {
    const prepared = prepareRun(this.config, text);
    this.prepared.push(prepared);
    change(prepared);
    const folder = await RunFolder.create(this.path).catch(() => RunFolder.open(this.path));
    await folder.writeConfig(this.config);
    const events: RunEvent[] = [];
    const training = new RunTraining({
      ...{ folder, config: this.config, prepared, debug: false },
      details: checkpointDetails(this.config, recordOf(text), prepared.tokenizer.characters),
      isStopped: () => events.some((event) => event.kind === 'step' && event.step === stopAfter),
    });
    let error: Error | undefined;
    try {
      for await (const event of training.run()) {
        events.push(event);
        watch(event);
      }
    } catch (thrown) {
      error = thrown as Error;
    }
    return { events, error, weights: hashOf(prepared) };
  }

  /** Removes all of it. */
  remove(): void {
    for (const { model, optimizer } of this.prepared) {
      model.dispose();
      optimizer.dispose();
    }
    rmSync(this.home, { recursive: true });
  }
}

/** Of all bits of the weights and of what the optimizer remembers. */
function hashOf({ model, optimizer }: PreparedRun): string {
  const hash = createHash('sha256');
  for (const { name, values } of model.getWeights()) hash.update(name).update(values);
  const { step, calls, tensors } = optimizer.getState();
  hash.update(`${step} ${calls}`);
  for (const [name, { values }] of tensors) hash.update(name).update(values);
  return hash.digest('hex');
}
