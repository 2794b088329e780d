import { add, tidy, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core';
import { NOT_ROWS, tellKernelUse } from '../engine/kernelUse.js';
import { hasOwnKernel, runOwnKernel } from '../engine/runOwnKernel.js';
import { shapeMatches } from '../engine/shapes.js';
import { isRecordingTwice, recordOperation, unrecorded } from '../engine/tape.js';
import { layerNorm, type LayerNormOptions } from './layerNorm.js';
import { rmsNorm } from './rmsNorm.js';

/** Options of {@link addNorm}: those of the norm, of which epsilon has no default here, and RMS knows no beta. */
export interface AddNormOptions extends LayerNormOptions {
  epsilon: number;
}

/** The norms, and the kernels of the sum and the norm. */
const norms = {
  layerNorm: { plain: layerNorm, kernel: 'addLayerNorm' },
  rmsNorm: { plain: rmsNorm, kernel: 'addRmsNorm' },
};

/**
 * What stands between two parts of a transformer: `s = x + added`, and s normalized.
 *
 * Where the backend has a kernel for it, one reads both terms and writes both results, and one gives the whole gradient by s,
 * with what reaches it past the norm; to the same bits as the two operations.
 *
 * @param x float32, of any shape.
 * @param added The same shape.
 * @returns s and what the norm makes of it. Differentiable any number of times by x, added, gamma and beta.
 * @throws Error whatever the norm throws.
 */
export function addNorm(norm: keyof typeof norms, x: Tensor, added: Tensor, options: AddNormOptions): [Tensor, Tensor] {
  const { plain, kernel } = norms[norm];
  const { gamma, beta, epsilon } = options;
  if (!isOfRows(x, added, options)) tellKernelUse(kernel, NOT_ROWS);
  else if (isRecordingTwice()) tellKernelUse(kernel, 'its gradient is differentiated');
  else if (hasOwnKernel(kernel)) {
    const parameters: NamedTensorMap = { ...(gamma && { gamma }), ...(beta && { beta }) };
    const attributes = { numAxes: 1, epsilon, byParameters: gamma !== undefined || beta !== undefined };
    const [sum, normalized] = unrecorded(() => runOwnKernel(kernel, { x, added, ...parameters }, attributes)!);
    recordOperation({
      name: kernel,
      inputs: { x, added, ...parameters },
      outputs: [sum, normalized],
      saved: gamma === undefined ? [sum] : [sum, gamma],
      gradients: ([direct, dy], [savedSum, savedGamma], wanted) => {
        // TensorFlow.js's own walk takes each gradient for a tensor of its own.
        const bySum = (gradient: Tensor) => ({
          x: () => gradient,
          added: () => (wanted === undefined ? gradient.clone() : gradient),
        });
        if (dy === null) return bySum(direct!);
        const inputs = { x: savedSum, dy, ...(gamma && { gamma: savedGamma }), ...(direct && { direct }) };
        const [gradient, byGamma, byBeta] = runOwnKernel(`${kernel}Gradient`, inputs, attributes)!;
        return { ...bySum(gradient), gamma: () => byGamma, beta: () => byBeta };
      },
    });
    return [sum, normalized];
  }
  return tidy((): [Tensor, Tensor] => {
    const sum = add(x, added);
    return [sum, plain(sum, options)];
  });
}

/** Whether the kernels know these: vectors along the last axis. */
function isOfRows(x: Tensor, added: Tensor, { gamma, beta, axis = -1 }: AddNormOptions): boolean {
  const isLast = [axis].flat().every((one) => one === -1 || one === x.rank - 1);
  const alike = shapeMatches(x.shape, added.shape) && x.dtype === 'float32' && added.dtype === 'float32';
  const width = x.shape.slice(-1);
  return isLast && alike && [gamma, beta].every((one) => one === undefined || shapeMatches(one.shape, width));
}
