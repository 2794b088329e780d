import * as library from '../../src/index.js';
import { dispose, memory, Tensor, type TensorContainer } from '@tensorflow/tfjs-core';
import { AssertionError } from 'chai';
import type { HostileCall } from './HostileCall.js';
import type { HostileSpec } from './HostileSpec.js';

/** What came of a call: the error of what it returned relative to its scale, or the message of its refusal. */
export type Outcome = { error: number } | { refusal: string };

/**
 * Makes a call and asserts that it returned what is right or refused in words, and left nothing behind.
 *
 * @throws AssertionError when it did neither.
 */
export async function runCall(spec: HostileSpec, call: HostileCall<never>): Promise<Outcome> {
  const inputs = spec.inputs(call);
  try {
    const before = memory();
    const outcome = await outcomeOf(spec, inputs, call);
    assertNothingLeft(before);
    return outcome;
  } finally {
    dispose(Object.values(inputs));
  }
}

async function outcomeOf(
  spec: HostileSpec,
  inputs: Record<string, Tensor>,
  call: HostileCall<never>,
): Promise<Outcome> {
  let got: unknown;
  try {
    got = await spec.run(inputs, call);
  } catch (error) {
    return { refusal: assertRefusal(error) };
  }
  try {
    return { error: spec.check(got, call) };
  } finally {
    dispose(tensorsIn(got));
  }
}

/**
 * Asserts that an error says what must hold and what came.
 *
 * @returns Its message.
 */
export function assertRefusal(error: unknown): string {
  const { message, constructor } = error as Error;
  // A TypeError or a RangeError is the language's: nobody looked at the argument.
  const isOurs = constructor === Error || Object.values<unknown>(library).includes(constructor);
  if (isOurs && /\bmust\b/.test(message) && /\bgot\b/.test(message)) return message;
  throw new AssertionError(`an error must say what must hold and what it got, got ${String((error as Error).stack)}`);
}

/** Asserts that as many tensors, buffers and bytes exist as before. */
export function assertNothingLeft(before: ReturnType<typeof memory>): void {
  const after = memory();
  for (const count of ['numTensors', 'numDataBuffers', 'numBytes'] as const) {
    if (after[count] !== before[count]) {
      throw new AssertionError(`leak: ${count} went from ${before[count]} to ${after[count]}`);
    }
  }
}

function tensorsIn(got: unknown): TensorContainer {
  if (got instanceof Tensor) return got;
  return Array.isArray(got) ? got.filter((one) => one instanceof Tensor) : [];
}
