import { checkInstance } from '../config/checkInstance.js';
import { formatValue } from '../config/formatValue.js';
import { CHECKPOINT_FORMAT, DETAIL, MODEL, OPTIMIZER, type Checkpoint } from './Checkpoint.js';
import { checkpointDigest, DIGEST_LENGTH, findDigest } from './checkpointDigest.js';
import { CheckpointError, type CheckpointFailure } from './CheckpointError.js';
import { decodeSafetensorsInPlace, type DecodedSafetensors, type SafetensorsTensor } from './safetensors.js';
import { SafetensorsError } from './SafetensorsError.js';

type Metadata = Readonly<Record<string, string>>;

const KNOWN = ['batches', 'format', 'optimizerCalls', 'optimizerStep', 'sha256', 'step', 'version'];

const STATE = /^(slots|average|accumulated)\./;

/**
 * Reads a moment of a training from the bytes of {@link encodeCheckpoint}.
 *
 * Nothing of the bytes is trusted: the digest is compared before anything else is read, and a file that somebody gave the
 * right digest must keep all rules nevertheless.
 *
 * @throws CheckpointError when a bit is not as it was written (`digest`, `damaged`), or the file is another one (`format`,
 * `version`).
 */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  checkInstance('decodeCheckpoint', 'bytes', bytes, Uint8Array, 'a Uint8Array');
  const at = findDigest(bytes);
  if (at !== undefined) checkDigest(bytes, at);
  const { tensors, metadata } = readTensors(bytes);
  checkFormat(metadata);
  const [step, batches] = [count(metadata, 'step'), count(metadata, 'batches')];
  if (batches < step) throw failure('format', `batches must be at least step, ${step}, got ${batches}`);
  const checkpoint: Checkpoint = {
    step,
    batches,
    details: readDetails(metadata),
    weights: new Map(),
    optimizer: { step: count(metadata, 'optimizerStep'), calls: count(metadata, 'optimizerCalls'), tensors: new Map() },
  };
  for (const [name, tensor] of tensors) addTensor(checkpoint, name, tensor);
  return checkpoint;
}

function failure(reason: CheckpointFailure, what: string, options: ErrorOptions = {}): CheckpointError {
  return new CheckpointError(`decodeCheckpoint: ${what}`, { reason, ...options });
}

function checkDigest(bytes: Uint8Array, at: number): void {
  const stands = new TextDecoder('latin1').decode(bytes.subarray(at, at + DIGEST_LENGTH));
  const digest = checkpointDigest(bytes, at);
  if (stands === digest) return;
  throw failure('digest', `sha256 must be that of the bytes, ${digest}, got ${JSON.stringify(stands)}`);
}

function readTensors(bytes: Uint8Array): DecodedSafetensors {
  try {
    return decodeSafetensorsInPlace(bytes);
  } catch (cause) {
    if (!(cause instanceof SafetensorsError)) throw cause;
    throw failure('damaged', `bytes must be a whole safetensors file, got ${cause.message}`, { cause });
  }
}

function checkFormat(metadata: Metadata): void {
  const { format, version } = CHECKPOINT_FORMAT;
  if (text(metadata, 'format') !== format) {
    throw failure('format', `format must be '${format}', got ${formatValue(text(metadata, 'format'))}`);
  }
  if (text(metadata, 'version') !== version) {
    throw failure('version', `version must be '${version}', got ${formatValue(text(metadata, 'version'))}`);
  }
  if (text(metadata, 'sha256') === undefined) throw failure('format', 'metadata must hold sha256, got none');
  const unknown = Object.keys(metadata).find((name) => !KNOWN.includes(name) && !name.startsWith(DETAIL));
  if (unknown === undefined) return;
  throw failure('format', `metadata must hold only ${KNOWN.join(', ')} and ${DETAIL}…, got '${unknown}'`);
}

function text(metadata: Metadata, name: string): string | undefined {
  return Object.hasOwn(metadata, name) ? metadata[name] : undefined;
}

function count(metadata: Metadata, name: string): number {
  const stands = text(metadata, name);
  const value = Number(stands);
  if (stands === String(value) && Number.isSafeInteger(value) && value >= 0) return value;
  throw failure('format', `${name} must be a whole number in [0, 2^53), got ${formatValue(stands)}`);
}

function readDetails(metadata: Metadata): Record<string, string> {
  const details = Object.entries(metadata).filter(([name]) => name.startsWith(DETAIL));
  return Object.fromEntries(details.map(([name, value]) => [name.slice(DETAIL.length), value]));
}

function addTensor(
  { weights, optimizer }: Checkpoint,
  name: string,
  { shape, values, dtype }: SafetensorsTensor,
): void {
  if (dtype !== 'F32' || !(values instanceof Float32Array))
    throw failure('format', `${name} must be F32, got ${dtype}`);
  const state = name.startsWith(OPTIMIZER) ? name.slice(OPTIMIZER.length) : '';
  if (name.startsWith(MODEL)) weights.set(name.slice(MODEL.length), { shape, values });
  else if (STATE.test(state)) optimizer.tensors.set(state, { shape, values });
  else throw failure('format', `tensors must be of the model or the optimizer, got ${JSON.stringify(name)}`);
}
