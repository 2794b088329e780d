/** How far a token of a text lies from the one before. */
const STEP = 3;

/**
 * A batch of texts that follow a rule any model learns in some steps: each token is the one before, and 3 more.
 *
 * @returns Tokens `[batch, length]` and those that follow each.
 */
export function tokenRule(
  batch: number,
  length: number,
  vocabulary: number,
): { inputs: Int32Array; targets: Int32Array } {
  const token = (row: number, place: number): number => (17 * row + STEP * place) % vocabulary;
  const all = (ahead: number): Int32Array =>
    Int32Array.from({ length: batch * length }, (_, i) => token(Math.floor(i / length), (i % length) + ahead));
  return { inputs: all(0), targets: all(1) };
}
