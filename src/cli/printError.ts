import { CommanderError } from 'commander';

/**
 * Tells the person at the terminal what went wrong, on stderr.
 *
 * @param verbose Whether to say where in the code, and what it was caused by.
 */
export function printError(error: unknown, verbose: boolean): void {
  // It has said so itself.
  if (error instanceof CommanderError) return;
  if (verbose) console.error(error);
  else console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
}
