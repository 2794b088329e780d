/** How one test of a page ended. */
export interface TestEnd {
  /** Its file, from the folder `test`. */
  file: string;
  title: string;
  state: 'passed' | 'failed' | 'skipped';
  seconds: number;
  error?: string;
}
