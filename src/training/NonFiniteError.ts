import type { TrainingPosition } from './TrainingPosition.js';

/** A loss, a gradient, an input or a parameter is not finite. Nothing was updated. */
export class NonFiniteError extends Error {
  override readonly name = 'NonFiniteError';

  /**
   * @param where What the message names first.
   * @param tensor What is not finite: `loss`, `gradient of head.bias`, `parameter head.bias`, `batch.inputs`.
   * @param value Its first value that is not.
   * @param position Where training stood, if it was `train` that found it: the batch that gave it is counted, the step is not.
   * @param notes What else there is to say.
   */
  constructor(
    where: string,
    readonly tensor: string,
    readonly value: number,
    readonly position?: TrainingPosition,
    notes: readonly string[] = [],
  ) {
    const place = position === undefined ? '' : ` in step ${position.step + 1}`;
    super([`${where}: ${tensor} must be finite, got ${value}${place}`, ...notes].join('; '));
  }
}
