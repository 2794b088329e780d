/** A learning rate that changes with the number of updates made. */
export abstract class Schedule {
  /**
   * The learning rate of one update.
   *
   * @param step How many updates were made before it: 0 for the first.
   */
  abstract learningRate(step: number): number;

  /** Options that make an equal schedule. */
  abstract getConfig(): Record<string, unknown>;
}
