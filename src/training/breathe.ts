/** Lets signals, timers and clicks through: on backends of the processor nothing else waits for anything. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
