import { clipByValue, mul, type Tensor } from '@tensorflow/tfjs-core';
import { clipFactor } from './clipFactor.js';
import type { OptimizerOptions } from './OptimizerOptions.js';

/** Gradients that are clipped once each is multiplied with the factor, where there is one. */
export interface ClippedGradients {
  gradients: ReadonlyMap<string, Tensor>;
  /** A scalar. */
  factor?: Tensor;
}

/**
 * Gradients within the limit that options set, if any.
 *
 * With g a gradient, ‖g‖ its norm and ‖G‖ that of all together: `clipValue` c gives min(max(g, −c), c) for each value,
 * `clipNorm` c gives g · c / max(‖g‖, c), `globalClipNorm` c gives g and the factor c / max(‖G‖, c) (Pascanu et al.
 * 2012, arXiv:1211.5063).
 */
export function clipGradients(
  gradients: ReadonlyMap<string, Tensor>,
  { clipValue, clipNorm, globalClipNorm }: OptimizerOptions,
): ClippedGradients {
  const each = (clip: (gradient: Tensor) => Tensor): ClippedGradients => {
    return { gradients: new Map([...gradients].map(([path, gradient]) => [path, clip(gradient)])) };
  };
  if (gradients.size === 0) return { gradients };
  if (clipValue !== undefined) return each((gradient) => clipByValue(gradient, -clipValue, clipValue));
  if (clipNorm !== undefined) return each((gradient) => mul(gradient, clipFactor([gradient], clipNorm)));
  if (globalClipNorm === undefined) return { gradients };
  return { gradients, factor: clipFactor([...gradients.values()], globalClipNorm) };
}
