/**
 * A process of its own that reads a file in one way and holds what it got: `node --expose-gc … readLargeHeader.ts WAY FILE`.
 * Prints how much its heap held before, in MiB, and how many tensors there are.
 */
import { readFileSync } from 'node:fs';
import { decodeSafetensors } from '../../src/checkpoints/safetensors.js';
import { SafetensorsFile } from '../../src/checkpoints/SafetensorsFile.js';

const [way, path] = process.argv.slice(2);

/** How many tensors a file has, as each way tells. */
const ways: Record<string, () => number | Promise<number>> = {
  nothing: () => 0,
  open: async () => (await SafetensorsFile.open(path)).tensors.size,
  decode: () => decodeSafetensors(readFileSync(path)).tensors.size,
  // What must not do with as little memory, or the limit would mean nothing.
  parse: () => {
    const header = new TextDecoder().decode(readFileSync(path).subarray(8)).replace(/\0*$/, '');
    return Object.keys(JSON.parse(header) as object).length;
  },
};

async function main(): Promise<void> {
  globalThis.gc!();
  const heap = process.memoryUsage().heapUsed / 2 ** 20;
  const tensors = await ways[way]();
  console.log(JSON.stringify({ heap, tensors }));
}

void main();
