/** Several times this is still a float32, whose largest number is 3.4e38. */
const MOST = 1e37;

/**
 * Refuses a number that is infinite in a float32 tensor, or nearly.
 *
 * @throws Error such as `Constant: value must be at most 1e+37 in size, got 1e+39`.
 */
export function checkMagnitude(where: string, name: string, value: number): void {
  if (Math.abs(value) > MOST) throw new Error(`${where}: ${name} must be at most ${MOST} in size, got ${value}`);
}
