import { readFile } from 'node:fs/promises';
import { writeWhole } from '../checkpoints/writeWhole.js';
import { appendText } from './appendText.js';
import type { RunEvent } from './RunEvent.js';

/** What is kept of a run: what belongs to a step, and can be told again. */
export type LoggedEvent = Extract<RunEvent, { kind: 'step' | 'skipped' | 'evaluation' | 'checkpoint' | 'sample' }>;

const LOGGED: readonly string[] = [
  'step',
  'skipped',
  'evaluation',
  'checkpoint',
  'sample',
] satisfies LoggedEvent['kind'][];

/** Whether an event belongs into the log. */
export function isLogged(event: RunEvent): event is LoggedEvent {
  return LOGGED.includes(event.kind);
}

/**
 * What happened in a run, as a file of one JSON object a line: the events of its steps, those of `train`, checkpoints and samples.
 *
 * A process that is killed leaves steps in it that its newest checkpoint does not know. They are made again, so that
 * opening the log forgets them.
 */
export class MetricsLog {
  private constructor(
    private readonly path: string,
    /** All of it, in order. */
    readonly events: LoggedEvent[],
  ) {}

  /**
   * Opens a log at a step, without what came after it.
   *
   * @throws Error when the file cannot be read or written.
   */
  static async open(path: string, step: number): Promise<MetricsLog> {
    const log = new MetricsLog(path, await readEvents(path));
    await log.forgetAfter(step);
    return log;
  }

  /**
   * Adds an event.
   *
   * @throws CheckpointError when it cannot be written.
   */
  async add(event: LoggedEvent): Promise<void> {
    this.events.push(event);
    await appendText('MetricsLog', this.path, `${JSON.stringify(event)}\n`);
  }

  /** Forgets what came after a step; a batch that was skipped belongs to the step that it was meant for. */
  async forgetAfter(step: number): Promise<void> {
    const kept = this.events.filter((event) => event.step <= step);
    this.events.splice(0, this.events.length, ...kept);
    const lines = kept.map((event) => `${JSON.stringify(event)}\n`).join('');
    await writeWhole('MetricsLog', this.path, () => new TextEncoder().encode(lines), 'MetricsLog');
  }
}

/** A line that was cut off, by a full disk or a kill, is no event. */
async function readEvents(path: string): Promise<LoggedEvent[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => {
    try {
      const event = JSON.parse(line) as RunEvent;
      return isLogged(event) ? [event] : [];
    } catch {
      return [];
    }
  });
}
