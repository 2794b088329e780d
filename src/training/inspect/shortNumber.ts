/** A number as a table shows it, in four digits: `0.01234`, `-3.1e-7`, `12`; a dash for NaN, which stands for none. */
export function shortNumber(value: number): string {
  if (Number.isNaN(value)) return '-';
  const magnitude = Math.abs(value);
  if (Number.isInteger(value) && magnitude < 1e5) return String(value);
  if (magnitude >= 1e-3 && magnitude < 1e5) return String(Number(value.toPrecision(4)));
  return String(Number(value.toPrecision(4)).toExponential());
}
