import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * A figure of how good predictions are, gathered batch by batch.
 *
 * It holds double-precision numbers and no tensors. Examples are added one after the other, so that the result does not
 * depend on how they were split into batches.
 */
export abstract class Metric {
  /**
   * Adds a batch.
   *
   * @param target What should come out.
   * @param prediction What came out, float32.
   * @param sampleWeight How much each example counts, float32, at least 0: of the shape of the examples or of their
   * first axes (`[batch]`), with 1 where all weigh alike. One with the weight 0 counts as nothing, whatever it holds.
   * @throws Error when shapes or types do not fit; nothing is added then.
   */
  abstract update(target: Tensor, prediction: Tensor, sampleWeight?: Tensor): void;

  /** The figure of all that was added since the last {@link reset}. */
  abstract result(): number;

  /** Forgets all that was added. */
  abstract reset(): void;

  /** Options that make an equal metric, with nothing added. */
  abstract getConfig(): Record<string, unknown>;
}
