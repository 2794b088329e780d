/**
 * Why a file of a training could not be written, read or used:
 *
 * - `damaged`: it is no whole safetensors file; `digest`: its bytes are not those that were written;
 * - `format`: it is not a checkpoint, or breaks the rules of one; `version`: it is one of another version;
 * - `mismatch`: it does not fit the module or the optimizer;
 * - `missing`: there is no such file or folder; `read`: it cannot be read;
 * - `full`: the disk or the quota is full; `permission`: this user may not; `readOnly`: the disk cannot be written;
 *   `write`: it cannot be written for another reason.
 */
export type CheckpointFailure =
  | 'damaged'
  | 'digest'
  | 'format'
  | 'version'
  | 'mismatch'
  | 'missing'
  | 'read'
  | 'full'
  | 'permission'
  | 'readOnly'
  | 'write';

/** What a {@link CheckpointError} says besides its message. */
export interface CheckpointErrorOptions extends ErrorOptions {
  /** Why, for programs. */
  reason: CheckpointFailure;
  /** The file that was to be written or read. */
  path?: string;
  /** How long the file that was to be written is. */
  bytesNeeded?: number;
}

/** A file of a training that could not be written, read or used; `reason` says why, to programs. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
  /** Why, for programs. */
  readonly reason: CheckpointFailure;
  /** The file that was to be written or read, where it is one. */
  readonly path?: string;
  /** How many bytes the file has that was to be written. */
  readonly bytesNeeded?: number;

  constructor(message: string, { reason, path, bytesNeeded, ...options }: CheckpointErrorOptions) {
    super(message, options);
    this.reason = reason;
    this.path = path;
    this.bytesNeeded = bytesNeeded;
  }
}
