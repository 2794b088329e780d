import type { RunEvent } from '../runs/RunEvent.js';
import { ProgressBar, type ProgressStream } from '../training/progress/ProgressBar.js';

/** Shows a run to the person at the terminal: its progress, and a line for what they should know. */
export class RunReporter {
  private readonly bar: ProgressBar;
  /** Whether something of the run could not be written. */
  hasFailedToWrite = false;

  constructor(private readonly stream: ProgressStream) {
    this.bar = new ProgressBar({ stream });
  }

  /** Takes an event in and shows what there is to show. */
  observe(event: RunEvent): void {
    switch (event.kind) {
      case 'step':
      case 'evaluation':
      case 'done':
        this.bar.observe(event);
        break;
      case 'started':
        for (const { path, reason } of event.damaged) this.say(`passed over ${path}: ${reason}`);
        for (const path of event.swept) this.say(`removed ${path}, left by an interrupted write`);
        if (event.position.step > 0) this.say(`goes on after step ${event.position.step}`);
        break;
      case 'skipped':
        this.say(`skipped a batch: ${event.reason}`);
        break;
      case 'rolledBack':
        this.say(`back to step ${event.step}: ${event.reason}`);
        break;
      case 'writeFailed':
        this.hasFailedToWrite = true;
        this.say(`goes on, but could not write: ${event.reason}`);
        break;
      case 'stopped':
        if (event.why === 'noBetter') this.say(`stopped after step ${event.step}: held-out loss no longer falls`);
        break;
      case 'checkpoint':
      case 'sample':
        break;
    }
  }

  /** Writes a line of its own. */
  say(line: string): void {
    this.bar.close();
    this.stream.write(`${line}\n`);
  }

  /** Ends the line that is being redrawn. */
  close(): void {
    this.bar.close();
  }
}
