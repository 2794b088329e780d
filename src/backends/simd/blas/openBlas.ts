import { blasNames } from './blasNames.js';
import { loadKoffi } from './loadKoffi.js';
import { SystemBlas } from './SystemBlas.js';

/** Libraries that were loaded, by name. */
const opened = new Map<string, SystemBlas>();

/**
 * Loads a BLAS library of the system.
 *
 * @param where Who asked for it, for errors: `setBackend: blas`.
 * @param asked Its path or name, or `'auto'`: the first of {@link blasNames} that loads and has `cblas_sgemm`.
 * @throws Error when the library, or with `'auto'` each, does not load or has no `cblas_sgemm`; where koffi is not installed;
 * and in browsers.
 */
export function openBlas(where: string, asked: string): SystemBlas {
  const { koffi, path } = loadKoffi(where);
  const names = asked === 'auto' ? blasNames() : [asked];
  const failures: string[] = [];
  for (const name of names) {
    try {
      const blas = opened.get(name) ?? new SystemBlas(koffi, name, path);
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
