import type { AnyModule } from '../modules/Module.js';
import type { Optimizer } from '../optimizers/Optimizer.js';
import { checkCheckpoint, CHECKPOINT_FORMAT, DETAIL, MODEL, OPTIMIZER, type CheckpointOptions } from './Checkpoint.js';
import { checkpointDigest, DIGEST_LENGTH, findDigest } from './checkpointDigest.js';
import { encodeSafetensors, type SafetensorsInput } from './safetensors.js';

/**
 * A moment of a training as the bytes of a safetensors file: weights as `model.<path>`, what the optimizer remembers as
 * `optimizer.<name of the state>`, the rest in the metadata.
 *
 * The metadata holds `format`, `version`, `step`, `batches`, `optimizerStep`, `optimizerCalls`, each detail as
 * `detail.<name>`, and in `sha256` the digest of the whole file, in which the digest itself counts as 64 zeros. The same
 * moment gives the same bytes.
 *
 * @throws Error when an argument is none of its kind, `step` or `batches` is out of range, or details are more than a
 * header holds, or no Unicode.
 */
export function encodeCheckpoint(module: AnyModule, optimizer: Optimizer, options: CheckpointOptions): Uint8Array {
  checkCheckpoint('encodeCheckpoint', module, optimizer, options);
  const { step, batches, details = {} } = options;
  const state = optimizer.getState();
  const tensors: [string, SafetensorsInput][] = [
    ...module.getWeights().map(({ name, ...weight }): [string, SafetensorsInput] => [MODEL + name, weight]),
    ...[...state.tensors].map(([name, tensor]): [string, SafetensorsInput] => [OPTIMIZER + name, tensor]),
  ];
  const bytes = encodeSafetensors(tensors, {
    ...CHECKPOINT_FORMAT,
    step: String(step),
    batches: String(batches),
    optimizerStep: String(state.step),
    optimizerCalls: String(state.calls),
    sha256: '0'.repeat(DIGEST_LENGTH),
    ...Object.fromEntries(Object.entries(details).map(([name, text]) => [DETAIL + name, text])),
  });
  const at = findDigest(bytes)!;
  bytes.set(new TextEncoder().encode(checkpointDigest(bytes, at)), at);
  return bytes;
}
