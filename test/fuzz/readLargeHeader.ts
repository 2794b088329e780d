/**
 * A process of its own that reads a file in one way and holds what it got: `node --expose-gc … readLargeHeader.ts WAY FILE`.
 * Prints in MiB how much its heap held before, and how much memory outside it what was read takes; and how many tensors
 * there are.
 */
import { readFileSync } from 'node:fs';
import { decodeSafetensors } from '../../src/checkpoints/safetensors.js';
import { SafetensorsFile } from '../../src/checkpoints/SafetensorsFile.js';

const [way, path] = process.argv.slice(2);

/** What each way reads of a file, and how many tensors it has. */
const ways: Record<string, () => Promise<[read: unknown, tensors: number]>> = {
  nothing: () => Promise.resolve([undefined, 0]),
  open: async () => {
    const file = await SafetensorsFile.open(path);
    return [file, file.tensors.size];
  },
  decode: () => {
    const bytes = readFileSync(path);
    const file = decodeSafetensors(bytes);
    return Promise.resolve([{ bytes, file }, file.tensors.size]);
  },
  // What must not do with as little memory, or the limit would mean nothing.
  parse: () => {
    const header = new TextDecoder().decode(readFileSync(path).subarray(8)).replace(/\0*$/, '');
    const parsed = JSON.parse(header) as object;
    return Promise.resolve([parsed, Object.keys(parsed).length]);
  },
};

async function main(): Promise<void> {
  globalThis.gc!();
  const before = process.memoryUsage();
  const [read, tensors] = await ways[way]();
  // What was outside the heap for a while is mostly among it.
  const outside = (process.memoryUsage().arrayBuffers - before.arrayBuffers) / 2 ** 20;
  // Named here, what was read cannot be freed before.
  const isHeld = read !== undefined;
  console.log(JSON.stringify({ heap: before.heapUsed / 2 ** 20, outside, tensors, isHeld }));
}

void main();
