import { once } from 'node:events';
import type { Mutation } from './Mutation.js';
import { plant } from './plant.js';
import type { TreeCopy } from './TreeCopy.js';

const KERNELS = 'src/backends/simd/kernels/';
/** What the kernels are compiled into: the tests run that. */
const COMPILED = 'src/backends/simd/generated/kernels.js';

/**
 * Plants a bug in the copy, compiled where it is one of a kernel, while something is done.
 *
 * @throws Error when it does not compile.
 */
export async function withBug<T>(copy: TreeCopy, mutation: Mutation, body: () => Promise<T>): Promise<T> {
  const { file } = mutation;
  const written = file.startsWith(KERNELS) ? [file, COMPILED] : [file];
  const clean = written.map((path) => copy.read(path));
  copy.write(file, plant(clean[0], mutation));
  try {
    if (written.includes(COMPILED)) await compile(copy);
    return await body();
  } finally {
    written.forEach((path, i) => copy.write(path, clean[i]));
  }
}

async function compile(copy: TreeCopy): Promise<void> {
  const child = copy.start(['scripts/build-kernels.js', COMPILED, '-O0']);
  let complaints = '';
  child.stderr.on('data', (data: Buffer) => (complaints = `${complaints}${data.toString()}`.slice(-2000)));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the kernels must compile, got ${complaints.trim()}`);
}
