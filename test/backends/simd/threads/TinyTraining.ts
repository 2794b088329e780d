import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { loadOptimizer, saveOptimizer } from '../../../../src/checkpoints/optimizerFile.js';
import { loadWeights, saveWeights } from '../../../../src/checkpoints/weightsFile.js';
import { languageModelLoss } from '../../../../src/models/languageModelLoss.js';
import { Transformer } from '../../../../src/models/Transformer.js';
import { AdamW } from '../../../../src/optimizers/AdamW.js';
import { trainStep } from '../../../../src/training/trainStep.js';

const VOCABULARY = 32;

/** What a training is made of. */
export interface TinyTrainingOptions {
  width: number;
  batchSize: number;
  /** The longest window. */
  length: number;
}

/** A transformer of one block in training, on a text that is counted, not read. */
export class TinyTraining {
  private readonly model: Transformer;
  private readonly optimizer = new AdamW({ learningRate: 1e-3, globalClipNorm: 1 });

  constructor(private readonly options: TinyTrainingOptions) {
    const { width, length: contextLength } = options;
    const attention = 'talkingHeads';
    this.model = new Transformer({
      ...{
        vocabularySize: VOCABULARY,
        contextLength,
        numLayers: 1,
        width,
        numHeads: 2,
        attention,
        dropout: 0.1,
        seed: 1,
      },
    });
  }

  /** One step, the same at every call with the same state; gives the loss. */
  step(length = this.options.length, { batchSize } = this.options): Promise<number> {
    const tokens = Int32Array.from({ length: batchSize * length + 1 }, (_, i) => (i * i + i * 7 + length) % VOCABULARY);
    const [inputs, targets] = [tokens.subarray(0, -1), tokens.subarray(1)];
    const batch = { inputs, targets, shape: [batchSize, length] as [number, number] };
    return trainStep(this.model, this.optimizer, (options) => languageModelLoss(this.model, batch, options));
  }

  /** Writes weights and the optimizer's state to files. */
  async save(folder: string): Promise<void> {
    await saveWeights(this.model, join(folder, 'weights'));
    await saveOptimizer(this.optimizer, join(folder, 'optimizer'));
  }

  /** Goes on from what {@link save} wrote, whatever happened here before. */
  async resume(folder: string): Promise<void> {
    await loadWeights(this.model, join(folder, 'weights'));
    await loadOptimizer(this.optimizer, this.model, join(folder, 'optimizer'));
  }

  /** SHA-256 of all weights. */
  hash(): string {
    const hash = createHash('sha256');
    for (const { values } of this.model.getWeights()) hash.update(values);
    return hash.digest('hex');
  }

  dispose(): void {
    this.model.dispose();
    this.optimizer.dispose();
  }
}

/** Large enough that functions of each element are cut into several tasks. */
export const THREADED: TinyTrainingOptions = { width: 64, batchSize: 16, length: 32 };
