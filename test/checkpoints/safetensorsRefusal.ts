import { assert } from 'chai';
import { decodeSafetensors } from '../../src/checkpoints/safetensors.js';
import { SafetensorsError, type SafetensorsErrorReason } from '../../src/checkpoints/SafetensorsError.js';

/** The error that a file must cause. */
export function fileRefusal(read: () => unknown): SafetensorsError {
  try {
    read();
  } catch (error) {
    assert.instanceOf(error, SafetensorsError);
    assert.equal(error.name, 'SafetensorsError');
    return error;
  }
  return assert.fail('the file was taken');
}

/** Asserts that a file is refused for a reason, with a message that holds a text. */
export function assertRefused(file: Uint8Array, reason: SafetensorsErrorReason, message: string): void {
  const error = fileRefusal(() => decodeSafetensors(file));
  assert.include(error.message, message);
  assert.equal(error.reason, reason);
  assert.isTrue(error.message.startsWith('decodeSafetensors: '), error.message);
}
