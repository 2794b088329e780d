/** A case that is ready to be timed. */
export interface Prepared {
  /** Runs it once, to the end: what is left to be computed later would not be timed. */
  run(): void | Promise<void>;
  /** Something of its result that shows whether it computed the right thing. */
  check(): number | Promise<number>;
  /**
   * Bytes that a run needs at its peak beyond the inputs, its results among them; `undefined` where nobody knows. Asked after
   * {@link check}, which measures them.
   */
  extraBytes?(): number | undefined;
  /** Gives back what it holds. */
  dispose(): void;
}
