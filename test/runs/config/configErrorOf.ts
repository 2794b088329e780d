import { assert } from 'chai';
import { ConfigError } from '../../../src/runs/config/ConfigError.js';

/** The ConfigError of a call; fails when there is none, or another error. */
export function configErrorOf(call: () => unknown): ConfigError {
  let got: unknown;
  try {
    got = call();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  return assert.fail(`returned ${JSON.stringify(got)}`);
}

/** Asserts that a call throws a ConfigError of this path and message, where `config: ` begins every one. */
export function assertConfigError(call: () => unknown, path: string, problem: string): void {
  const error = configErrorOf(call);
  assert.deepEqual({ path: error.path, message: error.message }, { path, message: `config: ${problem}` });
}
