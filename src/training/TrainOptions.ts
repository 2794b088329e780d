import type { Tensor } from '@tensorflow/tfjs-core';
import type { CallOptions } from '../modules/CallOptions.js';
import type { Optimizer } from '../optimizers/Optimizer.js';
import type { TrainingPosition } from './TrainingPosition.js';

/** What every training needs. */
export interface CommonTrainOptions {
  /** Updates the model's trainable parameters. */
  optimizer: Optimizer;
  /**
   * How many updates to make; with `gradientAccumulationSteps` k each takes k batches, and those that wait when batches
   * end stay with the optimizer. Default: until the batches end; needed for tokens, which never do.
   */
  steps?: number;
  /** How often held-out data is measured, in steps; also after the last. Default 100. */
  evaluateEvery?: number;
  /** Where batches of tokens and random draws such as dropout come from. Default 0. */
  seed?: number;
  /**
   * Where a training goes on that was stopped, with the weights and the optimizer of then: what follows is to the bit what
   * would have followed. Batches of one's own must begin with the next one. Default: at the beginning.
   */
  from?: TrainingPosition;
  /**
   * What happens to a batch whose loss or gradients are not finite: `'stop'` throws, `'skip'` leaves it out and goes on with
   * the next one, and throws after ten in a row. Either way it changes nothing. Default `'stop'`.
   */
  onNonFinite?: 'stop' | 'skip';
  /** Whether a step that gave something not finite is computed once more, to name the operation. Default false. */
  debug?: boolean;
}

/** Options of `train` for a language model and a text. */
export interface TrainTokensOptions extends CommonTrainOptions {
  /** Tokens of a text. */
  data: Int32Array;
  steps: number;
  /**
   * `'random'`: each batch holds windows that begin anywhere in the text. `'shuffled'`: it is cut into windows once, which are
   * gone through in another order in each epoch. Default `'random'`.
   */
  sampling?: 'random' | 'shuffled';
  /** Windows in a batch. Default 16. */
  batchSize?: number;
  /** Tokens in a window. Default: the model's contextLength. */
  length?: number;
  /** Tokens of held-out text. Default: none. */
  validation?: Int32Array;
  /** At most this many batches of held-out text are measured. Default: all. */
  validationBatches?: number;
}

/** Options of `train` for batches of one's own. */
export interface TrainBatchesOptions<Model, Batch> extends CommonTrainOptions {
  /** Batches of any kind, each used once. */
  data: Iterable<Batch> | AsyncIterable<Batch>;
  /** The mean loss of a batch, a scalar. It passes the options on to the layers it calls. */
  loss: (model: Model, batch: Batch, options: CallOptions) => Tensor;
  /** Held-out batches, read again at every measurement. Default: none. */
  validation?: Iterable<Batch>;
}
