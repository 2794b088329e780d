import { log, notEqual, onesLike, reshape, scalar, where, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { checkTensor } from '../engine/checkTensor.js';
import { checkShape, formatShape } from '../engine/shapes.js';
import { checkIndices } from '../ops/embeddingLookup.js';
import { crossEntropy } from '../ops/crossEntropy.js';
import { clipProbability } from './clipProbability.js';
import { Loss, type LossOptions } from './Loss.js';

/** Options of {@link SparseCategoricalCrossentropy}. */
export interface SparseCategoricalCrossentropyOptions extends LossOptions {
  /** Whether predictions are logits; otherwise probabilities. Default false, as in Keras. */
  fromLogits?: boolean;
  /** Examples with this label count as nothing: no loss, no gradient, no share in the mean. Default none. */
  ignoreClass?: number;
}

/**
 * Cross-entropy of labels, in nats: `−log p(label)`.
 *
 * The target holds labels, int32 `[…]`, the prediction `[…, classes]`. Logits of any size are handled exactly.
 * Probabilities are taken to be at least 1e-7 and at most 1 − 1e-7, and divided by their sum, as in Keras; no gradient
 * flows to the ones that are not. An example with the ignored label may hold NaN as logits.
 */
export class SparseCategoricalCrossentropy extends Loss {
  readonly fromLogits: boolean;
  readonly ignoreClass?: number;

  /** @throws Error when an option is of the wrong type, or the reduction is not known. */
  constructor(options: SparseCategoricalCrossentropyOptions = {}) {
    const known = ['fromLogits', 'ignoreClass', 'reduction'] as const;
    const {
      fromLogits = false,
      ignoreClass,
      reduction,
    } = checkOptions('SparseCategoricalCrossentropy', options, known);
    super('SparseCategoricalCrossentropy', reduction);
    checkBoolean(this.where, 'fromLogits', fromLogits);
    if (ignoreClass !== undefined) checkNumber(this.where, 'ignoreClass', ignoreClass, { whole: true });
    this.fromLogits = fromLogits;
    this.ignoreClass = ignoreClass;
  }

  override getConfig(): Record<string, unknown> {
    return { fromLogits: this.fromLogits, ignoreClass: this.ignoreClass, reduction: this.reduction };
  }

  protected override lossesOf(target: Tensor, prediction: Tensor): Tensor {
    checkTensor(this.where, 'target', target, 'int32');
    checkShape(this.where, 'prediction', prediction, [...target.shape, 'any']);
    const numClasses = prediction.shape.at(-1)!;
    if (numClasses === 0) {
      const got = formatShape(prediction.shape);
      throw new Error(`${this.where}: prediction must have at least one class, got shape ${got}`);
    }
    checkIndices(this.where, 'target', target, numClasses, this.ignoreClass);
    const logits = this.fromLogits ? prediction : log(clipProbability(this.#withoutIgnored(target, prediction)));
    return crossEntropy(logits, target, { ignoredClass: this.ignoreClass, reduction: 'none' });
  }

  /** Rows that do not count as ones: NaN in them would come back through the gradient of the logarithm. */
  #withoutIgnored(target: Tensor, prediction: Tensor): Tensor {
    if (this.ignoreClass === undefined) return prediction;
    const counted = notEqual(target, scalar(this.ignoreClass, 'int32'));
    return where(reshape(counted, [...target.shape, 1]), prediction, onesLike(prediction));
  }

  protected override numCounted(target: Tensor): number {
    return target.dataSync().filter((label) => label !== this.ignoreClass).length;
  }
}
