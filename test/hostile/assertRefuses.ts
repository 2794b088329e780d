import { memory } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { assertNothingLeft } from './runCall.js';

/** Asserts that a call throws an error of exactly this message, and leaves nothing behind. */
export function assertRefuses(call: () => unknown, message: string): void {
  const before = memory();
  let got: unknown = 'nothing thrown';
  try {
    call();
  } catch (error) {
    got = (error as Error).message;
  }
  assert.equal(got, message);
  assertNothingLeft(before);
}

/** {@link assertRefuses} of what ends later. */
export async function assertRejects(call: () => Promise<unknown>, message: string): Promise<void> {
  const before = memory();
  const got: unknown = await call().then(
    () => 'nothing thrown',
    (error: Error) => error.message,
  );
  assert.equal(got, message);
  assertNothingLeft(before);
}
