import type { Tensor } from '@tensorflow/tfjs-core';
import type { CallOptions } from '../../modules/CallOptions.js';
import type { AttentionCallOptions } from '../attention/AttentionCallOptions.js';

/** Options of a call of a block. */
export interface BlockCallOptions extends CallOptions, Pick<AttentionCallOptions, 'rotary' | 'attentionBias'> {
  /** `[b, t]`: true, or above 0.5, where a position holds something; the others are padding. Default: all do. */
  mask?: Tensor;
}

/** Options of a call of a block that also attends to what an encoder gave. */
export interface DecoderBlockCallOptions extends BlockCallOptions {
  /** What an encoder gave, `[b, s, width]`, float32. Needed with cross-attention, and refused without. */
  memory?: Tensor;
  /** `[b, s]`: true, or above 0.5, where the memory holds something. Default: everywhere. */
  memoryMask?: Tensor;
}
