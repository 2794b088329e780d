/**
 * Refuses targets that are not yes or no.
 *
 * @throws Error such as `Recall: target must hold zeros and ones, got 0.5`.
 */
export function checkTruths(where: string, target: Float32Array): void {
  const bad = target.find((value) => value !== 0 && value !== 1);
  if (bad !== undefined) throw new Error(`${where}: target must hold zeros and ones, got ${bad}`);
}
