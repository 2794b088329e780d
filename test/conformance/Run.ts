import type { ModuleEnd } from './ModuleEnd.js';

/** One pass over the suite: where, and on which backend. */
export interface Run {
  place: 'Node' | 'Chromium';
  backend: string;
}

/** What a place is asked to run. */
export interface RunRequest {
  backend: string;
  /** Paths below `test/`. */
  modules: readonly string[];
  /** Only tests whose titles match this regular expression. */
  grep?: string;
}

/** A place gives the modules in the order in which they were asked for, each when it has come to its end. */
export type RunModules = (request: RunRequest) => AsyncGenerator<ModuleEnd, void>;
