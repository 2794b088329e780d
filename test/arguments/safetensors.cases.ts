import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeSafetensors, SafetensorsFile } from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';

/** Calls with an open file, which is closed and removed behind. */
async function withFile(call: (file: SafetensorsFile) => Promise<unknown>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'safetensors-'));
  try {
    const path = join(folder, 'file');
    await writeFile(path, encodeSafetensors([['kernel', { shape: [1], values: Float32Array.of(1) }]]));
    const file = await SafetensorsFile.open(path);
    await call(file).finally(() => file.close());
  } finally {
    await rm(folder, { recursive: true });
  }
}

export const safetensorsCases = (): ArgumentCase[] => [
  [
    'SafetensorsFile.open.path',
    () => SafetensorsFile.open(bad(5)),
    'SafetensorsFile.open: path must be a string, got 5',
  ],
  [
    'SafetensorsFile.read.name',
    () => withFile((file) => file.read(bad(5))),
    'SafetensorsFile.read: name must be a string, got 5',
  ],
  [
    'SafetensorsFile.read.name',
    () => withFile((file) => file.read('kernal')),
    "SafetensorsFile.read: name must be that of a tensor of the file, got 'kernal'; did you mean 'kernel'?",
  ],
];
