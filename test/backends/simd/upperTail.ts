import { erf } from '../../float64/erf.js';

/** From here on the continued fraction converges fast, and 1 − erf would lose digits. */
const FRACTION_FROM = 3;

/** Terms enough for 1e-16 from there on. */
const TERMS = 80;

/**
 * Φ(−a) for a ≥ 0, Φ the standard normal distribution function, to 1e-12 of itself however small it is: the continued
 * fraction of Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.2.14.
 */
export function upperTail(a: number): number {
  if (a < FRACTION_FROM) return (1 - erf(a * Math.SQRT1_2)) / 2;
  let fraction = a;
  for (let n = TERMS; n > 0; n--) fraction = a + n / fraction;
  return Math.exp((-a * a) / 2) / Math.sqrt(2 * Math.PI) / fraction;
}
