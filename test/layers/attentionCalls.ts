import { tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { AttentionLayerOptions } from '../../src/layers/attention/AttentionConfig.js';
import { TalkingHeadsAttention } from '../../src/layers/TalkingHeadsAttention.js';

/** A tensor of values in about [-1, 1] without a pattern. */
export function ramp(shape: number[], phase = 0): Tensor {
  const size = shape.reduce((product, one) => product * one, 1);
  return tensor(
    Float32Array.from({ length: size }, (_, i) => Math.sin(1.7 * i + 0.3 * i * i + phase)),
    shape,
  );
}

/** Runs a test with a layer, and frees the layer and all else. */
export function withLayer(options: AttentionLayerOptions, test: (layer: TalkingHeadsAttention) => void): void {
  const layer = new TalkingHeadsAttention(options);
  try {
    tidy(() => test(layer));
  } finally {
    layer.dispose();
  }
}
