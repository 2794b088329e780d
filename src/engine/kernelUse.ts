/** Hears of an operation that ran as one kernel, or of why it did not. */
export type KernelUseListener = (operation: string, why: string | undefined) => void;

/** Why a kernel of rows did not run. */
export const NOT_ROWS = 'its axes are not the last ones';

let listener: KernelUseListener | undefined;

/**
 * Tells who listens that an operation ran as one kernel.
 *
 * @param why Why it did not, and several operations of TensorFlow.js computed the same.
 */
export function tellKernelUse(operation: string, why?: string): void {
  listener?.(operation, why);
}

/** Listens while something is done, instead of who listened before. */
export async function whileListening<T>(listen: KernelUseListener, body: () => T | Promise<T>): Promise<T> {
  const before = listener;
  listener = listen;
  try {
    return await body();
  } finally {
    listener = before;
  }
}
