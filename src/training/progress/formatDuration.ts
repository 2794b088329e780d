const units: readonly [name: string, seconds: number][] = [
  ['d', 86400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
];

/**
 * A time for people, in its two largest units: `45s`, `2m 14s`, `3h 05m`, `2d 01h`.
 *
 * @param seconds Rounded to whole seconds; negative times count as zero.
 */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const largest = units.findIndex(([, size]) => whole >= size);
  if (largest === -1 || largest === units.length - 1) return `${whole}s`;
  const [[name, size], [nextName, nextSize]] = [units[largest], units[largest + 1]];
  const rest = Math.floor((whole % size) / nextSize);
  return `${Math.floor(whole / size)}${name} ${String(rest).padStart(2, '0')}${nextName}`;
}
