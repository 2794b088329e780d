import { checkList } from '../config/checkList.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { Schedule } from './Schedule.js';

/** Options of {@link PiecewiseConstantDecay}. */
export interface PiecewiseConstantDecayOptions {
  /** The last step of every rate but the last, at least 0 and rising. */
  boundaries: readonly number[];
  /** The rates, each at least 0: one more than boundaries. */
  values: readonly number[];
}

/**
 * One rate up to and with the first boundary, the next up to and with the second, and so on; the last from there on. As
 * tf_keras 2.15's.
 */
export class PiecewiseConstantDecay extends Schedule {
  readonly #boundaries: readonly number[];
  readonly #values: readonly number[];

  /** @throws Error when a number is out of its range, boundaries do not rise, or the lists do not fit. */
  constructor(options: PiecewiseConstantDecayOptions) {
    super();
    const { boundaries, values } = checkOptions('PiecewiseConstantDecay', options, ['boundaries', 'values']);
    checkList('PiecewiseConstantDecay', 'boundaries', boundaries);
    for (const [i, boundary] of boundaries.entries()) {
      const range = i === 0 ? { atLeast: 0 } : { above: boundaries[i - 1] };
      checkNumber('PiecewiseConstantDecay', `boundaries[${i}]`, boundary, range);
    }
    checkList('PiecewiseConstantDecay', 'values', values);
    if (values.length !== boundaries.length + 1) {
      throw new Error(
        `PiecewiseConstantDecay: values must hold one more number than boundaries, ${boundaries.length + 1}, ` +
          `got ${values.length}`,
      );
    }
    for (const [i, value] of values.entries()) {
      checkNumber('PiecewiseConstantDecay', `values[${i}]`, value, { atLeast: 0 });
    }
    this.#boundaries = [...boundaries];
    this.#values = [...values];
  }

  override learningRate(step: number): number {
    checkNumber('PiecewiseConstantDecay', 'step', step, { atLeast: 0 });
    return this.#values[this.#boundaries.filter((boundary) => boundary < step).length];
  }

  override getConfig(): Record<string, unknown> {
    return { boundaries: [...this.#boundaries], values: [...this.#values] };
  }
}
