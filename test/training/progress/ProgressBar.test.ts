import { assert } from 'chai';
import type { EvaluationEvent, StepEvent, TrainingEvent } from '../../../src/training/events.js';
import { ProgressBar } from '../../../src/training/progress/ProgressBar.js';

class FakeStream {
  readonly written: string[] = [];
  constructor(
    readonly isTTY: boolean,
    public columns?: number,
  ) {}
  write(text: string): void {
    this.written.push(text);
  }
}

const step = (step: number, steps: number, seconds: number, more: Partial<StepEvent> = {}): StepEvent => {
  return { kind: 'step', step, steps, seconds, batches: step, loss: 2, learningRate: 1e-3, gradientNorm: 1, ...more };
};
const evaluation = (step: number, loss: number): EvaluationEvent => ({ kind: 'evaluation', step, loss });

/** What a bar writes of these events. */
function written(stream: FakeStream, events: TrainingEvent[]): string[] {
  const bar = new ProgressBar({ stream });
  for (const event of events) bar.observe(event);
  bar.close();
  return stream.written;
}

describe('ProgressBar on a terminal', () => {
  it('redraws one line and ends it', () => {
    const got = written(new FakeStream(true, 72), [
      step(1, 4, 2, { tokensPerSecond: 1000 }),
      step(2, 4, 5, { tokensPerSecond: 1000 }),
      evaluation(2, 2.5),
      step(3, 4, 8, { tokensPerSecond: 1000 }),
      step(4, 4, 11, { tokensPerSecond: 1000 }),
      { kind: 'done', step: 4, seconds: 11.2 },
    ]);
    const full = (count: number, width: number): string => '█'.repeat(count) + '░'.repeat(width - count);
    assert.deepEqual(got, [
      `\r${full(7, 30)}  1/4   25%  loss 2.000  1000 tok/s\x1b[K`,
      `\r${full(13, 27)}  2/4   50%  loss 2.000  1000 tok/s  6s left\x1b[K`,
      `\r${full(8, 16)}  2/4   50%  loss 2.000  val 2.500  1000 tok/s  6s left\x1b[K`,
      `\r${full(12, 16)}  3/4   75%  loss 2.000  val 2.500  1000 tok/s  3s left\x1b[K`,
      `\r${full(16, 16)}  4/4  100%  loss 2.000  val 2.500  1000 tok/s  0s left\x1b[K`,
      `\r${full(17, 17)}  4/4  100%  loss 2.000  val 2.500  1000 tok/s  in 11s\x1b[K`,
      '\n',
    ]);
  });

  it('draws at most ten times a second, and the last step always', () => {
    const steps = Array.from({ length: 100 }, (_, i) => step(i + 1, 100, (i + 1) / 64));
    const drawn = written(new FakeStream(true, 80), steps).map((line) => /(\d+)\/100/.exec(line)?.[1]);
    const expected = [1, 8, 15, 22, 29, 36, 43, 50, 57, 64, 71, 78, 85, 92, 99, 100].map(String);
    assert.deepEqual(drawn, [...expected, undefined]);
  });

  it('never fills the last column, at 80 columns where the terminal does not say', () => {
    for (const columns of [undefined, 0, 1, 20, 80]) {
      const more = { tokensPerSecond: 12345, loss: 1.5 };
      const events = [evaluation(0, 4), step(10, 2000, 1, more), step(20, 2000, 2, more), step(30, 2000, 3, more)];
      const lines = written(new FakeStream(true, columns), events).slice(0, -1);
      assert.lengthOf(lines, 3);
      const longest = Math.max(1, (columns || 80) - 1);
      // eslint-disable-next-line no-control-regex
      for (const line of lines) assert.isAtMost(line.replace(/\r|\x1b\[K/g, '').length, longest);
    }
  });

  it('follows a terminal that changes its width', () => {
    const stream = new FakeStream(true, 80);
    const bar = new ProgressBar({ stream });
    bar.observe(step(1, 4, 1));
    stream.columns = 20;
    bar.observe(step(2, 4, 2));
    bar.close();
    assert.equal(stream.written[1], '\r2/4  loss 2.000\x1b[K');
  });

  it('shows the average loss', () => {
    const drawn = written(new FakeStream(true, 80), [step(1, 4, 1, { loss: 3 }), step(2, 4, 2, { loss: 1 })]);
    assert.include(drawn[1], 'loss 1.947');
  });

  it('judges the time left of a resumed run by its own pace', () => {
    const drawn = written(new FakeStream(true, 80), [step(1001, 2000, 500), step(1011, 2000, 505)]);
    assert.notInclude(drawn[0], 'left');
    assert.include(drawn[1], '8m 15s left');
  });

  it('shows how far a run came that was stopped early', () => {
    const drawn = written(new FakeStream(true, 60), [step(1, 4, 1), { kind: 'done', step: 1, seconds: 61 }]);
    assert.equal(drawn[1], `\r${'█'.repeat(6)}${'░'.repeat(19)}  1/4   25%  loss 2.000  in 1m 01s\x1b[K`);
  });

  it('goes on with a new line after close', () => {
    const stream = new FakeStream(true, 30);
    const bar = new ProgressBar({ stream });
    bar.observe(step(1, 4, 1));
    bar.close();
    bar.close();
    bar.observe(step(2, 4, 2));
    bar.close();
    assert.deepEqual(stream.written, ['\r1/4   25%  loss 2.000\x1b[K', '\n', '\r2/4  loss 2.000  2s left\x1b[K', '\n']);
  });

  it('ends the line when the process exits, and leaves no listener behind', () => {
    const before = process.listeners('exit');
    const stream = new FakeStream(true, 80);
    const bar = new ProgressBar({ stream });
    bar.observe(step(1, 4, 1));
    const [onExit, ...others] = process.listeners('exit').filter((listener) => !before.includes(listener));
    assert.lengthOf(others, 0);
    onExit(0);
    assert.equal(stream.written.at(-1), '\n');
    assert.deepEqual(process.listeners('exit'), before);
  });
});

describe('ProgressBar in a file', () => {
  it('writes a line at the start, every 5 %, and at evaluations', () => {
    const events: TrainingEvent[] = Array.from({ length: 200 }, (_, i) => step(i + 1, 200, (i + 1) / 10));
    events.splice(15, 0, evaluation(15, 2.25));
    events.push({ kind: 'done', step: 200, seconds: 20 });
    const lines = written(new FakeStream(false), events);
    assert.deepEqual(lines.slice(0, 4), [
      '  1/200    0%  loss 2.000\n',
      ' 10/200    5%  loss 2.000  19s left\n',
      'step 15: validation loss 2.250\n',
      ' 20/200   10%  loss 2.000  val 2.250  18s left\n',
    ]);
    assert.equal(lines.at(-1), 'done: 200/200  100%  loss 2.000  val 2.250  in 20s\n');
    assert.lengthOf(lines, 1 + 20 + 1 + 1);
  });

  it('writes at least every 30 seconds of training', () => {
    const events = Array.from({ length: 13 }, (_, i) => step(i + 1, 1000, 10 * (i + 1)));
    const steps = written(new FakeStream(false), events).map((line) => parseInt(line));
    assert.deepEqual(steps, [1, 4, 7, 10, 13]);
  });

  it('writes every step of a short run once', () => {
    const steps = written(new FakeStream(false), [step(1, 3, 1), step(2, 3, 2), step(3, 3, 3)]);
    assert.deepEqual(
      steps.map((line) => parseInt(line)),
      [1, 2, 3],
    );
  });

  it('says so when no step was taken', () => {
    const lines = written(new FakeStream(false), [evaluation(0, 4.1744), { kind: 'done', step: 0, seconds: 0.2 }]);
    assert.deepEqual(lines, ['step 0: validation loss 4.174\n', 'done: no step taken in 0s\n']);
  });

  it('passes over events it does not know', () => {
    const event = { kind: 'checkpoint', step: 3 } as unknown as TrainingEvent;
    assert.deepEqual(written(new FakeStream(false), [event]), []);
  });
});
