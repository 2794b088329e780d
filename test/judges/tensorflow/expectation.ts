import { assert } from 'chai';

/** The matchers of jasmine that the specs of TensorFlow.js which are run here use, on chai. */
export interface Expectation {
  toBe(expected: unknown): void;
  toEqual(expected: unknown): void;
  toBeNull(): void;
  toThrow(): void;
  toThrowError(message?: string | RegExp): void;
}

/** jasmine's `expect`. */
export function expectation(actual: unknown): Expectation {
  const throws = (message?: string | RegExp): void => assert.throws(actual as () => void, message as RegExp);
  return {
    toBe: (expected) => assert.strictEqual(actual, expected),
    toEqual: (expected) => assert.deepEqual(actual, expected),
    toBeNull: () => assert.isNull(actual),
    toThrow: () => throws(),
    toThrowError: throws,
  };
}
