import type { FileHandle } from 'node:fs/promises';
import { readFully } from './readFully.js';
import { parseSafetensorsHeader, type SafetensorsHeader } from './safetensorsHeader.js';
import { BYTES_OF_HEADER_LENGTH, safetensorsHeaderLength } from './safetensorsHeaderLength.js';

/**
 * Reads the header of a safetensors file and holds it to the size of the file; nothing else is read. Node only.
 *
 * @returns Also where in the file the bytes of the tensors begin.
 * @throws SafetensorsError as {@link parseSafetensorsHeader}, and when the file ends before its header does.
 */
export async function readSafetensorsHeader(
  where: string,
  file: FileHandle,
): Promise<SafetensorsHeader & { dataStart: number }> {
  const { size } = await file.stat();
  const start = new Uint8Array(Math.min(BYTES_OF_HEADER_LENGTH, size));
  await readFully(where, file, start, 0);
  // Before this has compared it with the size of the file, the length is only a claim.
  const header = new Uint8Array(safetensorsHeaderLength(where, start, size));
  await readFully(where, file, header, BYTES_OF_HEADER_LENGTH);
  const dataStart = BYTES_OF_HEADER_LENGTH + header.length;
  return { ...parseSafetensorsHeader(where, header, size - dataStart), dataStart };
}
