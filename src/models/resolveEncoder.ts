import { checkObject } from '../config/checkObject.js';
import { Module } from '../modules/Module.js';
import { TransformerEncoder, type TransformerEncoderOptions } from './TransformerEncoder.js';

/** Options of a model with an encoder that another model may share. */
export interface EncoderOption {
  /** The options of a new encoder, or one that exists: its parameters are then shared. */
  encoder: TransformerEncoder | TransformerEncoderOptions;
}

/**
 * The encoder that an option stands for; a new one takes the model's seed unless it has its own.
 *
 * @throws Error when it is neither an encoder nor options of one.
 */
export function resolveEncoder(
  where: string,
  encoder: EncoderOption['encoder'],
  seed: number | undefined,
): TransformerEncoder {
  if (encoder instanceof TransformerEncoder) return encoder;
  const options = checkObject(where, 'encoder', encoder);
  if (options instanceof Module) {
    throw new Error(`${where}: encoder must be a TransformerEncoder or its options, got ${options.constructor.name}`);
  }
  return new TransformerEncoder({ seed, ...options });
}
