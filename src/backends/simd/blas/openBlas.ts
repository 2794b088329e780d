import { blasNames } from './blasNames.js';
import { loadKoffi } from './loadKoffi.js';
import { SystemBlas } from './SystemBlas.js';

/** Libraries that were loaded, by name: their threads are the process's. */
const opened = new Map<string, SystemBlas>();

/**
 * For how many cycles, as a power of two, threads of OpenBLAS look for another product before they sleep: 0.4 ms. Its own 26,
 * 30 ms, takes cores from the kernels: three of them after a product of 256³ took 2.8 ms with 20, 3.2 with 26 and 3.1 with 4
 * (medians of 4 × 1,500, two threads on two busy cores). Read when the library is loaded; one that is set stays.
 */
const TIMEOUT = { name: 'OPENBLAS_THREAD_TIMEOUT', cycles: '20' };

/**
 * Loads a BLAS library of the system.
 *
 * @param where Who asked for it, for errors: `setBackend: blas`.
 * @param asked Its path or name, or `'auto'`: the first of {@link blasNames} that loads and has `cblas_sgemm`.
 * @throws Error when the library, or with `'auto'` each, does not load or has no `cblas_sgemm`; where koffi is not installed;
 * and in browsers.
 */
export function openBlas(where: string, asked: string): SystemBlas {
  const koffi = loadKoffi(where);
  const names = asked === 'auto' ? blasNames() : [asked];
  const failures: string[] = [];
  for (const name of names) {
    try {
      const blas = opened.get(name) ?? withTimeout(() => new SystemBlas(koffi, name));
      opened.set(name, blas);
      return blas;
    } catch (error) {
      failures.push((error as Error).message);
    }
  }
  const cause = new Error(failures.join('; '));
  throw asked === 'auto'
    ? new Error(`${where} must find a library with cblas_sgemm, got none of ${names.join(', ')}`, { cause })
    : new Error(`${where} must be 'auto' or a library with cblas_sgemm, got '${asked}': ${cause.message}`, { cause });
}

function withTimeout<Result>(load: () => Result): Result {
  const { env } = process;
  if (env[TIMEOUT.name] !== undefined) return load();
  env[TIMEOUT.name] = TIMEOUT.cycles;
  try {
    return load();
  } finally {
    delete env[TIMEOUT.name];
  }
}
