import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Answer, Request } from './answerRequests.js';

/** Where the loader of TypeScript finds its configuration. */
const root = join(import.meta.dirname, '../..');

/** One who is measured: a process that was started, and answers as `answerRequests` does. */
export class Contestant {
  private readonly lines: AsyncIterator<string>;
  private readonly closed: Promise<unknown>;
  private printed = '';

  private constructor(
    readonly who: string,
    /** Threads it computes on. */
    readonly threads: number,
    private readonly process: ChildProcessWithoutNullStreams,
  ) {
    process.stderr.on('data', (data: Buffer) => (this.printed = (this.printed + data.toString()).slice(-4000)));
    // Who asks it next learns that it has ended, and why.
    process.on('error', (error) => (this.printed += String(error)));
    process.stdin.on('error', () => undefined);
    this.closed = new Promise((resolve) => process.once('close', resolve));
    this.lines = messagesOf(createInterface({ input: process.stdout }));
  }

  /**
   * Starts a process, and waits until it says hello.
   *
   * @param environment Variables that it has besides those of this process.
   * @returns It, and what it says of its version.
   * @throws Error with the end of what it printed when it ends before that.
   */
  static async start(
    who: string,
    threads: number,
    command: string,
    args: readonly string[],
    environment: Record<string, string> = {},
  ): Promise<{ contestant: Contestant; version: string }> {
    const contestant = new Contestant(
      who,
      threads,
      spawn(command, args, { cwd: root, env: { ...process.env, ...environment } }),
    );
    const { version } = await contestant.next<{ version: string }>('does not start');
    return { contestant, version };
  }

  /** Number of the process, to tell its share of the machine from that of others. */
  get pid(): number {
    return this.process.pid!;
  }

  /** @throws Error when it ended, or what it was asked for threw. */
  async ask(request: Request): Promise<Answer> {
    this.process.stdin.write(`${JSON.stringify(request)}\n`);
    const answer = await this.next<Answer>('ended');
    if (answer.error !== undefined) throw new Error(`${this.who} failed: ${answer.error}`);
    return answer;
  }

  /** Ends the process. */
  end(): void {
    this.process.kill();
  }

  private async next<Message>(otherwise: string): Promise<Message> {
    const line = await this.lines.next();
    if (!line.done) return JSON.parse(line.value) as Message;
    await this.closed;
    const reason = this.printed.trim().split('\n').slice(-6).join('\n');
    throw new Error(`${this.who} ${otherwise}: ${reason}`);
  }
}

/** Lines that are messages; libraries print other things as well. */
async function* messagesOf(lines: Interface): AsyncGenerator<string, undefined> {
  for await (const line of lines) if (line.startsWith('{')) yield line;
  return undefined;
}
