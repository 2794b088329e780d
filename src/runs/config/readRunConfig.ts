import type { core } from 'zod';
import { ConfigError } from './ConfigError.js';
import { copyPlainData } from './copyPlainData.js';
import { runConfigSchema, type RunConfig } from './runConfigSchema.js';
import { shownPath } from './shown.js';
import { unknownKeyError } from './unknownKeyError.js';
import { wrongValueError } from './wrongValueError.js';

/**
 * Checks the configuration of a run and fills in the defaults, also those that follow from other values. What it gives it
 * accepts again, and gives unchanged.
 *
 * What a class knows better, such as whether the width is a multiple of the heads, is checked where the object is made.
 *
 * @param value Plain data; it may lack everything but must be an object. Nothing of it is kept.
 * @throws ConfigError that names the first thing that is wrong, such as `config: training.steps must be a whole number,
 * at least 1, got '100'`.
 */
export function readRunConfig(value: unknown): RunConfig {
  const plain = copyPlainData(value);
  // Without this, zod makes code from text to be faster.
  const result = runConfigSchema.safeParse(plain, { jitless: true });
  if (result.success) return result.data;
  throw errorOf(result.error.issues[0], plain);
}

function errorOf(problem: core.$ZodIssue, plain: unknown): ConfigError {
  const keys = problem.path.map(String);
  if (problem.code === 'unrecognized_keys') return unknownKeyError([...keys, problem.keys[0]]);
  if (problem.code === 'custom') return new ConfigError(shownPath(keys), `${shownPath(keys)} ${problem.message}`);
  const value = keys.reduce<unknown>((inside, key) => (inside as Record<string, unknown>)[key], plain);
  return wrongValueError(keys, value);
}
