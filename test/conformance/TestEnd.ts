/** How one test of a page ended. */
export interface TestEnd {
  /** Titles from the outermost suite inwards. The outermost begins with the folder of `src`, as `ops/einsum`. */
  title: string;
  state: 'passed' | 'failed' | 'skipped';
  seconds: number;
  error?: string;
}
