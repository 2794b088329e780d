/** Signals that ask a program to end, and the exit codes that say so: 128 and the signal's number. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** Lets the first Ctrl-C, or SIGTERM, be answered when the step in hand is done; a second one ends the process at once. */
export class StopSignals {
  private received?: keyof typeof EXIT_CODES;
  private readonly listeners = (['SIGINT', 'SIGTERM'] as const).map(
    (signal) => [signal, () => this.take(signal)] as const,
  );

  /** @param say Tells the person that waits. */
  constructor(private readonly say: (line: string) => void) {
    for (const [signal, listener] of this.listeners) process.on(signal, listener);
  }

  /** The exit code of the signal that came; none before. */
  get exitCode(): number | undefined {
    return this.received && EXIT_CODES[this.received];
  }

  /** Leaves signals to Node again. */
  close(): void {
    for (const [signal, listener] of this.listeners) process.off(signal, listener);
  }

  private take(signal: keyof typeof EXIT_CODES): void {
    if (this.received !== undefined) process.exit(EXIT_CODES[signal]);
    this.received = signal;
    this.say(`${signal}: finishing the step and saving; a second one ends at once, without saving`);
  }
}
