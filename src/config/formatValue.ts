/** How much of a list or an object a message shows. */
const MOST_CHARACTERS = 80;

/** A value as error messages show it: `'foo'`, `NaN`, `[1, 2]` as `[1,2]`, `a function`; cut where it is long. */
export function formatValue(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  const plain = Array.isArray(value) || prototype === Object.prototype || prototype === null;
  return plain ? cut(asJson(value)) : `an instance of ${value.constructor.name}`;
}

/** Lists that hold themselves, and whole numbers beyond JSON's, have no JSON: a message must not fail over them. */
function asJson(value: object): string {
  try {
    return JSON.stringify(value);
  } catch {
    return Array.isArray(value) ? `a list of ${value.length}` : `{ ${Object.keys(value).join(', ')} }`;
  }
}

function cut(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
