import { isGpu } from './isGpu.js';

/**
 * The tolerance on the backend that the tests run on: the only place that knows more than one.
 *
 * A GPU gets five times that of a CPU, as 1e-5 and 5e-5 for gradients against double precision. Its languages allow
 * `exp`, `log`, `pow` and division to be off by several units in the last place, and its sums round after each term,
 * where the kernels of our CPU backends add up in double precision. What must hold to the bit has the tolerance 0 or
 * `assertSameBits`, and keeps it.
 *
 * @param onCpu The tolerance on CPU backends, with its own reason.
 * @param onGpu Where the factor of five is not the reason.
 */
export function toleranceFor(onCpu: number, onGpu = 5 * onCpu): number {
  return isGpu() ? onGpu : onCpu;
}
