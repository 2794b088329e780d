import { CheckpointError, type CheckpointErrorOptions } from './CheckpointError.js';

/** What must hold of a file, by what the system says when it does not. */
const RULES: Readonly<Record<string, readonly [CheckpointErrorOptions['reason'], rule: string]>> = {
  ENOSPC: ['full', 'must have room on its disk'],
  EDQUOT: ['full', 'must have room in the quota of its disk'],
  EACCES: ['permission', 'must be where this user may do so'],
  EPERM: ['permission', 'must be where this user may do so'],
  EROFS: ['readOnly', 'must be on a disk that can be written'],
  ENOENT: ['missing', 'must be there, with its folder'],
  ENOTDIR: ['missing', 'must be there, with its folder'],
};

/**
 * What became of a file, as an error with a reason; one that has a reason already is given back.
 *
 * @param error What Node threw.
 * @param otherwise The reason where there is no better one.
 * @param bytesNeeded How long the file is, where it was to be written.
 * @returns One such as `saveCheckpoint: run/a.safetensors must have room on its disk for its 4120 bytes, got ENOSPC: no
 * space left on device, write`.
 */
export function fileFailure(
  where: string,
  path: string,
  error: unknown,
  otherwise: 'read' | 'write',
  bytesNeeded?: number,
): CheckpointError {
  if (error instanceof CheckpointError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const [reason, rule] = RULES[isQuota(error) ? 'EDQUOT' : (code ?? '')] ?? [
    otherwise,
    `must be a file that can be ${otherwise === 'read' ? 'read' : 'written'}`,
  ];
  const size = reason === 'full' && bytesNeeded !== undefined ? ` for its ${bytesNeeded} bytes` : '';
  return new CheckpointError(`${where}: ${path} ${rule}${size}, got ${message}`, {
    reason,
    path,
    bytesNeeded,
    cause: error,
  });
}

/** Node has no name for this one: its code is `Unknown system error -122`. */
function isQuota(error: unknown): boolean {
  const { EDQUOT } = process.getBuiltinModule('node:os').constants.errno;
  return (error as NodeJS.ErrnoException).errno === -EDQUOT;
}
