import { nodeModule } from '../nodeModule.js';
import { AXES_ADDRESS, MESSAGE_ADDRESS } from '../threads/controlWords.js';
import type { KernelFunctions } from '../threads/taskRunner.js';
import type { Koffi } from './loadKoffi.js';
import { SystemBlas, type BlasProduct } from './SystemBlas.js';

/** The kernel that {@link sharedProduct} is. */
export const SHARED_PRODUCT = 'sharedProduct';

/** Between the two names that say which library it is. */
const SEPARATOR = '\n';

/** The two names of a library as bytes, by which another thread loads it: they are the same for every product. */
const namesOf = new WeakMap<SystemBlas, Uint8Array>();

/**
 * Writes down for {@link sharedProduct} what is multiplied, good for the next job.
 *
 * @param byRows Whether items are rows of the result, else columns.
 * @returns The numbers of the call; `undefined` when the names of the library do not fit.
 */
export function describeProduct(
  memory: WebAssembly.Memory,
  blas: SystemBlas,
  { M, N, K, transposeA, transposeB, a, b, c, lineA, lineB, lineC }: BlasProduct,
  byRows: boolean,
): number[] | undefined {
  let names = namesOf.get(blas);
  if (names === undefined) {
    names = new TextEncoder().encode(`${blas.koffiPath}${SEPARATOR}${blas.name}`);
    namesOf.set(blas, names);
  }
  if (names.length > MESSAGE_ADDRESS - AXES_ADDRESS) return undefined;
  new Uint8Array(memory.buffer, AXES_ADDRESS, names.length).set(names);
  return [blas.order, names.length, +byRows, M, N, K, +transposeA, +transposeB, a, b, c, lineA, lineB, lineC];
}

/**
 * A kernel that is no WebAssembly: rows or columns `begin` to before `end` of a product, by a library of the system that each thread
 * loads for itself, with the first of its tasks.
 */
export function sharedProduct(memory: WebAssembly.Memory): KernelFunctions[string] {
  const opened = new Map<number, SystemBlas>();
  return (begin, end, _room, order, length, byRows, ...numbers) => {
    let blas = opened.get(order);
    if (blas === undefined) {
      // Decoders refuse memory that is shared.
      const names = new Uint8Array(memory.buffer, AXES_ADDRESS, length).slice();
      opened.set(order, (blas = open(new TextDecoder().decode(names))));
    }
    const [M, N, K, transposeA, transposeB, a, b, c, lineA, lineB, lineC] = numbers;
    const all = { M, N, K, transposeA: transposeA !== 0, transposeB: transposeB !== 0, a, b, c, lineA, lineB, lineC };
    blas.multiply(memory, byRows !== 0 ? rowsOf(all, begin, end) : columnsOf(all, begin, end));
  };
}

function open(names: string): SystemBlas {
  const [path, name] = names.split(SEPARATOR);
  return new SystemBlas(nodeModule('node:module')!.createRequire(path)(path) as Koffi, name, path);
}

function rowsOf(all: BlasProduct, begin: number, end: number): BlasProduct {
  const a = all.a + 4 * begin * (all.transposeA ? 1 : all.lineA);
  return { ...all, M: end - begin, a, c: all.c + 4 * begin * all.lineC };
}

function columnsOf(all: BlasProduct, begin: number, end: number): BlasProduct {
  const b = all.b + 4 * begin * (all.transposeB ? all.lineB : 1);
  return { ...all, N: end - begin, b, c: all.c + 4 * begin };
}
