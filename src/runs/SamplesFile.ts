import { writeWhole } from '../checkpoints/writeWhole.js';
import { appendText } from './appendText.js';
import type { RunEvent, SampleEvent } from './RunEvent.js';

/** The texts that a model wrote along the way, for people to read. */
export class SamplesFile {
  constructor(private readonly path: string) {}

  /**
   * Adds a text.
   *
   * @throws CheckpointError when it cannot be written.
   */
  async add(event: SampleEvent): Promise<void> {
    await appendText('SamplesFile', this.path, format(event));
  }

  /** Writes it anew, with the texts among some events; where there are none it stays as it is. */
  async rewrite(events: readonly RunEvent[]): Promise<void> {
    const texts = events.filter((event) => event.kind === 'sample').map(format);
    if (texts.length === 0) return;
    await writeWhole('SamplesFile', this.path, () => new TextEncoder().encode(texts.join('')), 'generate');
  }
}

function format({ step, text }: SampleEvent): string {
  return `── after step ${step} ──\n${text}\n\n`;
}
