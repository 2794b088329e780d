import { nodeModule } from '../nodeModule.js';

/** The version that is known to work. */
const INSTALL = 'npm install koffi@3.3.4';

/** A function of a native library. */
export type NativeFunction = (...values: unknown[]) => unknown;

/** A native library that was loaded. */
export interface NativeLibrary {
  /** @throws Error when the library has no function of that name. */
  func(name: string, result: string, parameters: readonly string[]): NativeFunction;
}

/** What is used of koffi. Its own types would be asked of everybody who compiles against ours. */
export interface Koffi {
  /** @throws Error when the system's loader does not find or does not take the library. */
  load(path: string): NativeLibrary;
}

/**
 * The optional package `koffi`, which calls native libraries.
 *
 * It is looked for from the program that runs, then from the working folder: a path of this file is what not every bundle
 * has, and an import can be awaited by `setBackend` but not by a product, which {@link askedBlas} may be asked by.
 *
 * @param where Who asked for it, for errors.
 * @throws Error when it is not installed, and elsewhere than in Node.
 */
export function loadKoffi(where: string): { koffi: Koffi; path: string } {
  const [modules, files, paths] = [nodeModule('node:module'), nodeModule('node:fs'), nodeModule('node:path')];
  if (modules === undefined || files === undefined || paths === undefined)
    throw new Error(`${where} must be left out in browsers, which load no library of the system`);
  const [, program] = process.argv;
  const inFolder = paths.join(process.cwd(), 'package.json');
  const starts =
    program !== undefined && files.existsSync(program) ? [files.realpathSync(program), inFolder] : [inFolder];
  let failure: unknown;
  for (const start of starts) {
    try {
      const require = modules.createRequire(start);
      return { koffi: require('koffi') as Koffi, path: require.resolve('koffi') };
    } catch (error) {
      failure ??= error;
    }
  }
  const [reason] = (failure as Error).message.split('\n');
  throw new Error(`${where} must have the package koffi, by "${INSTALL}", got: ${reason}`, { cause: failure });
}
