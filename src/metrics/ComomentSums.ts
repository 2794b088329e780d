/**
 * The weighted means and products of deviations of two quantities, one pair after the other (Welford 1962,
 * doi:10.2307/1266577; with weights West 1979, doi:10.1145/359146.359153). Sums of squares would lose all digits where
 * means are large beside deviations.
 */
export class ComomentSums {
  #weight = 0;
  #meanX = 0;
  #meanY = 0;
  #xx = 0;
  #yy = 0;
  #xy = 0;

  /** Adds a pair; one with the weight 0 counts as nothing. */
  add(x: number, y: number, weight: number): void {
    if (weight === 0) return;
    this.#weight += weight;
    const [dx, dy] = [x - this.#meanX, y - this.#meanY];
    const share = weight / this.#weight;
    this.#meanX += dx * share;
    this.#meanY += dy * share;
    const [afterX, afterY] = [x - this.#meanX, y - this.#meanY];
    this.#xx += weight * dx * afterX;
    this.#yy += weight * dy * afterY;
    this.#xy += weight * dx * afterY;
  }

  /** `Σ dx dy / √(Σ dx² · Σ dy²)`, in [−1, 1]; NaN where either is constant, as it is of less than two pairs. */
  correlation(): number {
    const ratio = this.#xy / (Math.sqrt(this.#xx) * Math.sqrt(this.#yy));
    return Math.max(-1, Math.min(1, ratio));
  }
}
