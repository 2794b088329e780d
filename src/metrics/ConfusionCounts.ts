/** How often yes and no were predicted where yes and no was right, by weight. */
export class ConfusionCounts {
  truePositives = 0;
  falsePositives = 0;
  falseNegatives = 0;
  trueNegatives = 0;

  /** Counts an example. */
  add(actual: boolean, predicted: boolean, weight: number): void {
    if (predicted) this[actual ? 'truePositives' : 'falsePositives'] += weight;
    else this[actual ? 'falseNegatives' : 'trueNegatives'] += weight;
  }

  /** `2tp / (2tp + fp + fn)`, the harmonic mean of precision and recall; 0 where yes neither was right nor predicted. */
  f1(): number {
    return share(2 * this.truePositives, this.falsePositives + this.falseNegatives);
  }
}

/** The share of the first in both; 0 of nothing. */
export function share(part: number, rest: number): number {
  return part === 0 ? 0 : part / (part + rest);
}
