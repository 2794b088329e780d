import type { SimdOptions } from '../../src/engine/SimdOptions.js';
import type { ModuleEnd } from './ModuleEnd.js';

/** One pass over the suite: where, and on which backend. */
export interface Run {
  place: 'Node' | 'Chromium';
  backend: string;
  /** How the backend computes. */
  options?: SimdOptions;
  /** Whether the page is cross-origin isolated, so that it may have threads. Default true. */
  isolated?: boolean;
}

/** The name of a run: `simd in Node, threads 2, build plain`. */
export function nameOf({ place, backend, options = {}, isolated = true }: Run): string {
  const given = Object.entries(options).map(([name, value]) => `${name} ${value}`);
  return [`${backend} in ${place}`, ...given, ...(isolated ? [] : ['not isolated'])].join(', ');
}

/** What a place is asked to run. */
export interface RunRequest extends Omit<Run, 'place'> {
  /** Paths below `test/`. */
  modules: readonly string[];
  /** Only tests whose titles match this regular expression. */
  grep?: string;
}

/** A place gives the modules in the order in which they were asked for, each when it has come to its end. */
export type RunModules = (request: RunRequest) => AsyncGenerator<ModuleEnd, void>;
