/** erf x by its series, in double precision good to 1e-13 up to 5, beyond which its float32 is 1. */
export function erf(x: number): number {
  if (!(Math.abs(x) < 5)) return Number.isNaN(x) ? NaN : Math.sign(x);
  let [term, sum] = [x, x];
  for (let n = 1; n < 120; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
