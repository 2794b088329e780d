import { cpus } from 'os';

/** What a page cannot ask. */
export function forNode(): number {
  return cpus().length;
}
