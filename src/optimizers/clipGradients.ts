import { clipByValue, mul, type Tensor } from '@tensorflow/tfjs-core';
import { clipFactor } from './clipFactor.js';
import type { OptimizerOptions } from './OptimizerOptions.js';

/**
 * Gradients within the limit that options set, if any.
 *
 * With g a gradient, ‖g‖ its norm and ‖G‖ that of all together: `clipValue` c gives min(max(g, −c), c) for each value,
 * `clipNorm` c gives g · c / max(‖g‖, c), `globalClipNorm` c gives g · c / max(‖G‖, c) (Pascanu et al. 2012,
 * arXiv:1211.5063).
 */
export function clipGradients(
  gradients: ReadonlyMap<string, Tensor>,
  { clipValue, clipNorm, globalClipNorm }: OptimizerOptions,
): ReadonlyMap<string, Tensor> {
  const each = (clip: (gradient: Tensor) => Tensor): ReadonlyMap<string, Tensor> =>
    new Map([...gradients].map(([path, gradient]) => [path, clip(gradient)]));
  if (gradients.size === 0) return gradients;
  if (clipValue !== undefined) return each((gradient) => clipByValue(gradient, -clipValue, clipValue));
  if (clipNorm !== undefined) return each((gradient) => mul(gradient, clipFactor([gradient], clipNorm)));
  if (globalClipNorm === undefined) return gradients;
  const scale = clipFactor([...gradients.values()], globalClipNorm);
  return each((gradient) => mul(gradient, scale));
}
