import { isDeviceName } from './isDeviceName.js';
import { NameError } from './NameError.js';

const MOST_CHARACTERS = 64;
const ALLOWED = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/**
 * Refuses a name that is not the name of one file or folder on every system: of a run, a checkpoint or a file of it.
 *
 * @returns The name.
 * @throws NameError such as `checkRunName: name must be made of A-Z, a-z, 0-9, '.', '_' and '-', and begin with a letter
 * or digit, got "../run"`.
 */
export function checkRunName(name: unknown): string {
  if (typeof name !== 'string') throw refusal(name, 'must be a string', typeof name);
  if (name.length === 0 || name.length > MOST_CHARACTERS) {
    throw refusal(name, `must have 1 to ${MOST_CHARACTERS} characters`, String(name.length));
  }
  // Escaped, so that a message shows a NUL, a line break or a letter that looks like a slash.
  const got = JSON.stringify(name).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  if (!ALLOWED.test(name)) {
    throw refusal(name, "must be made of A-Z, a-z, 0-9, '.', '_' and '-', and begin with a letter or digit", got);
  }
  if (name.includes('..')) throw refusal(name, "must be without '..'", got);
  if (name.endsWith('.')) throw refusal(name, "must end with something else than '.'", got);
  if (isDeviceName(name)) throw refusal(name, 'must be no device of Windows', got);
  return name;
}

function refusal(name: unknown, must: string, got: string): NameError {
  return new NameError(`checkRunName: name ${must}, got ${got}`, name);
}
