/** How one test ended. */
export interface TestEnd {
  /** Titles from the outermost suite inwards. */
  title: string;
  state: 'passed' | 'failed' | 'skipped';
  seconds: number;
  /** Why it failed. */
  reason?: string;
}
