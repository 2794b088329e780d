import { add, div, exp, gather, log, max, mul, notEqual, reshape, scalar, scatterND } from '@tensorflow/tfjs-core';
import { sub, sum, tensor1d, tidy, where, zerosLike, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { checkChoice } from '../config/checkChoice.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { formatValue } from '../config/formatValue.js';
import { checkTensor } from '../engine/checkTensor.js';
import { customGradient } from '../engine/customGradient.js';
import { hasOwnKernel, runOwnKernel } from '../engine/runOwnKernel.js';
import { checkShape, formatShape, sizeOf } from '../engine/shapes.js';
import { stopGradient } from '../engine/stopGradient.js';
import { checkIndices } from './embeddingLookup.js';
import { softmax } from './softmax.js';

/** Options of {@link crossEntropy}. */
export interface CrossEntropyOptions {
  /**
   * Rows with this label count as nothing, whatever their logits hold: no loss, no gradient, no share in the mean.
   * Sparse targets only.
   */
  ignoredClass?: number;
  /** Share of the target that is spread evenly over all classes, in [0, 1] (arXiv:1512.00567, §7). Default 0. */
  labelSmoothing?: number;
  /** `'mean'` over the rows that count, zero where there are none, or `'none'`: a loss per row. Default `'mean'`. */
  reduction?: 'mean' | 'none';
}

/**
 * Cross-entropy of a target distribution and the softmax of logits, in nats: `logΣexp(x) − Σ target · x`.
 *
 * @param logits `[…, classes]`, float32.
 * @param target Labels `[…]`, int32, or distributions `[…, classes]`, float32. No gradient flows into it.
 * @returns A scalar, or `[…]` with `reduction: 'none'`. Differentiable any number of times by the logits. No one-hot
 * matrix is made.
 * @throws Error when there is no class, the target has neither shape, a label is no class, or the smoothing is outside
 * of [0, 1].
 */
export function crossEntropy(logits: Tensor, target: Tensor, options: CrossEntropyOptions = {}): Tensor {
  const { ignoredClass, labelSmoothing = 0, reduction = 'mean' } = checkObject('crossEntropy', 'options', options);
  checkTensor('crossEntropy', 'logits', logits, 'float32');
  if (logits.rank === 0) {
    throw new Error(`crossEntropy: logits must have shape [..., classes], got ${formatShape(logits.shape)}`);
  }
  if (logits.shape.at(-1) === 0) {
    throw new Error(`crossEntropy: logits must have at least one class, got shape ${formatShape(logits.shape)}`);
  }
  checkTensor('crossEntropy', 'target', target);
  if (!(Number.isFinite(labelSmoothing) && labelSmoothing >= 0 && labelSmoothing <= 1)) {
    throw new Error(`crossEntropy: labelSmoothing must be in [0, 1], got ${formatValue(labelSmoothing)}`);
  }
  if (ignoredClass !== undefined) checkNumber('crossEntropy', 'ignoredClass', ignoredClass, { whole: true });
  checkChoice('crossEntropy', 'reduction', reduction, ['mean', 'none']);
  const lead = logits.shape.slice(0, -1);
  const numClasses = logits.shape[logits.rank - 1];
  const numRows = sizeOf(lead);
  const sparse = target.rank === lead.length;
  if (sparse) {
    checkShape('crossEntropy', 'target', target, lead);
    checkIndices('crossEntropy', 'target', target, numClasses, ignoredClass);
  } else {
    checkShape('crossEntropy', 'target', target, logits.shape, 'float32');
    if (ignoredClass !== undefined) {
      throw new Error('crossEntropy: ignoredClass must come with labels, got distributions');
    }
  }
  return tidy(() => {
    const rows = reshape(logits, [numRows, numClasses]);
    const wanted = sparse ? target : reshape(target, [numRows, numClasses]);
    const smoothed = { labelSmoothing, ignoredClass };
    const losses = hasOwnKernel('crossEntropy')
      ? ownLosses(rows, wanted, smoothed)
      : plainLosses(rows, wanted, smoothed);
    if (reduction === 'none') return reshape(losses, lead);
    const numCounted =
      ignoredClass === undefined ? numRows : target.dataSync().filter((label) => label !== ignoredClass).length;
    return div(sum(losses), Math.max(1, numCounted));
  });
}

/** What losses depend on besides logits and target. */
interface Smoothed {
  labelSmoothing: number;
  ignoredClass?: number;
}

/** A loss per row by a kernel that takes labels as they are; one exponential of each logit forward, one backward. */
function ownLosses(rows: Tensor, target: Tensor, smoothed: Smoothed): Tensor {
  return customGradient({
    inputs: [rows],
    constants: [target],
    forward: ([logits], [wanted]) => ({
      value: runOwnKernel('crossEntropy', { logits, target: wanted }, { ...smoothed })![0],
    }),
    backward: (cotangent, { inputs: [logits], constants: [wanted] }) =>
      runOwnKernel('crossEntropyGradient', { logits, target: wanted, cotangent }, { ...smoothed })!,
    reference: ([logits], [wanted]) => plainLosses(logits, wanted, smoothed),
  });
}

/** A loss per row in operations of TensorFlow.js. */
function plainLosses(given: Tensor, target: Tensor, { labelSmoothing, ignoredClass }: Smoothed): Tensor {
  const rows = ignoredClass === undefined ? given : withoutIgnored(given, target, ignoredClass);
  const sparse = target.dtype === 'int32';
  const expected = sparse ? labelTarget(target, rows.shape[1]!, ignoredClass) : distributionTarget(target);
  return rowLosses(rows, expected, labelSmoothing);
}

/** Rows that do not count as zeros: their weight of zero would not do where they hold NaN or infinities. */
function withoutIgnored(rows: Tensor, labels: Tensor, ignoredClass: number): Tensor {
  const counted = reshape(notEqual(labels, scalar(ignoredClass, 'int32')), [-1, 1]);
  return where(counted, rows, zerosLike(rows));
}

/** What logits are compared with. The functions are given the constants: a backward pass has copies of its own. */
interface Target {
  constants: Tensor[];
  /** The sum of each row's target: 1, or 0 for a row that does not count, or that of a given distribution. */
  total(constants: Tensor[]): Tensor;
  /** `Σ target · x` of each row. */
  pick(rows: Tensor, constants: Tensor[]): Tensor;
  /** The target of each row times the row's factor. */
  spread(factors: Tensor, constants: Tensor[], shape: [number, number]): Tensor;
}

function labelTarget(target: Tensor, numClasses: number, ignoredClass?: number): Target {
  const labels = target.dataSync();
  const positions = Int32Array.from(labels, (label, row) => row * numClasses + (label === ignoredClass ? 0 : label));
  const counted = Float32Array.from(labels, (label) => (label === ignoredClass ? 0 : 1));
  return {
    constants: [tensor1d(positions, 'int32'), tensor1d(counted)],
    total: ([, counts]) => counts,
    pick: (rows, [at, counts]) => mul(gather(reshape(rows, [-1]), at as Tensor1D), counts),
    spread: (factors, [at, counts], shape) =>
      reshape(scatterND(reshape(at, [-1, 1]), mul(factors, counts), [sizeOf(shape)]), shape),
  };
}

function distributionTarget(target: Tensor): Target {
  return {
    constants: [target],
    total: ([given]) => sum(given, 1),
    pick: (rows, [given]) => sum(mul(rows, given), 1),
    spread: (factors, [given]) => mul(reshape(factors, [-1, 1]), given),
  };
}

function rowLosses(rows: Tensor, target: Target, smoothing: number): Tensor {
  const shape = rows.shape as [number, number];
  const value = (x: Tensor, constants: Tensor[]): Tensor => {
    // A shift cancels, in gradients too. By the maximum, exp does not overflow, and logits far from zero lose no digits.
    const shifted = sub(x, stopGradient(max(x, 1, true)));
    const total = target.total(constants);
    const normalizer = mul(total, log(sum(exp(shifted), 1)));
    const expected = mul(target.pick(shifted, constants), 1 - smoothing);
    // Where nothing is smoothed the sum may be infinite, and 0 · ∞ is NaN.
    if (smoothing === 0) return sub(normalizer, expected);
    const even = mul(mul(total, sum(shifted, 1)), smoothing / shape[1]);
    return sub(normalizer, add(expected, even));
  };
  return customGradient({
    inputs: [rows],
    constants: target.constants,
    forward: ([x], constants) => ({ value: value(x, constants) }),
    backward: (cotangent, { inputs: [x], constants }) => {
      const weighted = reshape(mul(cotangent, target.total(constants)), [-1, 1]);
      const expected = mul(target.spread(cotangent, constants, shape), 1 - smoothing);
      const even = mul(weighted, smoothing / shape[1]);
      return [sub(sub(mul(softmax(x), weighted), expected), even)];
    },
    reference: ([x], constants) => value(x, constants),
  });
}
