/**
 * Loads what optional packages bring.
 *
 * @param where Who needs them, for the error.
 * @param packages All that this feature needs.
 * @param load Requires or resolves something of theirs.
 * @throws Error with the line that installs them, where one is missing; whatever else went wrong is passed on.
 */
export function loadOptional<T>(where: string, packages: readonly string[], load: () => T): T {
  try {
    return load();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw cause;
    const [names, line] = [packages.join(' and '), `npm install ${packages.join(' ')}`];
    throw new Error(`${where}: ${names} must be installed, got a missing module; install with: ${line}`, { cause });
  }
}
