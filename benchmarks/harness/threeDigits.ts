/** A number above 0 with three digits that say something, and without an exponent: `0.0123`, `1.23`, `12.3`, `1234`. */
export function threeDigits(value: number): string {
  if (value === 0) return '0';
  const whole = Math.floor(Math.log10(Math.abs(value))) + 1;
  return value.toFixed(Math.min(6, Math.max(0, 3 - whole)));
}
