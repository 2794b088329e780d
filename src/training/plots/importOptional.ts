/**
 * Loads a package that most users do without.
 *
 * The name is not written in an `import`, so that a bundler does not demand the package.
 *
 * @param where Who needs it, for the error.
 * @param install All that this feature needs, as `npm install` takes it.
 * @throws Error with the line that installs it, where it is missing.
 */
export async function importOptional(where: string, name: string, install: string): Promise<unknown> {
  try {
    return await import(name);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new Error(`${where}: ${name} must be installed, got no such package: npm install ${install}`, { cause });
  }
}
