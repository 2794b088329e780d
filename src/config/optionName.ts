import { camelCase, snakeCase } from './letterCase.js';

/** The option a key stands for; a key that is neither in camelCase nor in snake_case stands for itself. */
export function optionName(key: string): string {
  const option = camelCase(key);
  return key === snakeCase(option) ? option : key;
}
