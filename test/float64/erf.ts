/** Where the continued fraction takes over: it needs few terms above, the series cancels nothing below. */
const SERIES_LIMIT = 2;

/** Terms of the continued fraction: from 2 on its error is near exp(−2x√(2n)), below 1e-19. */
const FRACTION_TERMS = 60;

/**
 * The error function `2/√π ∫₀ˣ exp(−t²) dt`, to 1e-15.
 *
 * Abramowitz and Stegun, "Handbook of Mathematical Functions", 7.1.6 (series) and 7.1.14 (continued fraction).
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  return size < SERIES_LIMIT ? series(x) : Math.sign(x) * (1 - complement(size));
}

/** `2/√π · exp(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1))`: all terms have the sign of x. */
function series(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; sum + term !== sum; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return ((2 * Math.exp(-x * x)) / Math.sqrt(Math.PI)) * sum;
}

/** `1 − erf(x)` for x ≥ 2: `exp(−x²)/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + …))))`, from the innermost fraction outwards. */
function complement(x: number): number {
  let fraction = x;
  for (let n = FRACTION_TERMS; n > 0; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}
