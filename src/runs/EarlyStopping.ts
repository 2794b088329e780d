/** Follows the loss on held-out data: which is the best, and whether it still falls. */
export class EarlyStopping {
  private best = Infinity;
  private waited = 0;

  /** @param patience Measurements in a row without a better one before training ends; null for never. */
  constructor(private readonly patience: number | null) {}

  /**
   * Takes a measurement in.
   *
   * @returns Whether it is the best so far.
   */
  observe(loss: number): boolean {
    const isBest = loss < this.best;
    if (isBest) this.best = loss;
    this.waited = isBest ? 0 : this.waited + 1;
    return isBest;
  }

  /** Whether training shall end. */
  get isOver(): boolean {
    return this.patience !== null && this.waited >= this.patience;
  }
}
