import { SafetensorsError } from './SafetensorsError.js';
import { safetensorsLimits } from './safetensorsLimits.js';

/** The header's length, a little-endian 64-bit number, comes first. */
export const BYTES_OF_HEADER_LENGTH = 8;

/**
 * The length of a safetensors file's header.
 *
 * @param start The file's first 8 bytes, or all that there are.
 * @param fileLength In bytes.
 * @throws SafetensorsError when the header is above the limit, or does not end within the file.
 */
export function safetensorsHeaderLength(where: string, start: Uint8Array, fileLength: number): number {
  if (start.length < BYTES_OF_HEADER_LENGTH) {
    throw new SafetensorsError(
      'noLength',
      `${where}: bytes must hold at least ${BYTES_OF_HEADER_LENGTH}, got ${start.length}`,
    );
  }
  const view = new DataView(start.buffer, start.byteOffset, BYTES_OF_HEADER_LENGTH);
  // Above 2^53 digits get lost, but not that it is too much.
  const length = view.getUint32(0, true) + 2 ** 32 * view.getUint32(4, true);
  if (length > safetensorsLimits.headerBytes) {
    throw new SafetensorsError(
      'headerTooLong',
      `${where}: the header must have at most ${safetensorsLimits.headerBytes} bytes, got ${length}`,
    );
  }
  if (BYTES_OF_HEADER_LENGTH + length > fileLength) {
    throw new SafetensorsError(
      'headerIncomplete',
      `${where}: the header must end within the file, after ${BYTES_OF_HEADER_LENGTH + length} bytes, got ${fileLength}`,
    );
  }
  return length;
}
