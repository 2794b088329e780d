import type { TestEnd } from './TestEnd.js';

/** How the tests of one module ended. */
export interface ModuleEnd {
  /** Its path below `test/`, as `ops/einsum.test.ts`. */
  module: string;
  tests: TestEnd[];
  seconds: number;
  /** What kept it from coming to its end: an error while its tests were defined, a crash, silence. */
  broken?: string;
}
