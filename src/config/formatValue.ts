/** A value as error messages show it: `'foo'`, `NaN`, `[1, 2]` as `[1,2]`, `a function`. */
export function formatValue(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (Array.isArray(value) || prototype === Object.prototype || prototype === null) return JSON.stringify(value);
  return `an instance of ${value.constructor.name}`;
}
