import { markdownTable } from '../harness/markdownTable.js';
import { threeDigits } from '../harness/threeDigits.js';
import type { KernelRecord } from './KernelProfiler.js';

/** What `--json` prints, one a line: one kernel in a step, on average. */
export interface ProfileLine {
  kernel: string;
  calls: number;
  ms: number;
  /** Of the time of the step. */
  part: number;
  bytes: number;
  /** In {@link unit}; `null` where nothing is moved or computed. */
  rate: number | null;
  unit: 'GB/s' | 'GFLOP/s';
  /** Of what the hardware gives at best; `null` where nothing is moved or computed. */
  share: number | null;
}

/** What the hardware gives at best, in units a ms. */
export interface Ceilings {
  bytes: number;
  operations: number;
}

/** The kernels of some steps by the time they take, the longest first, and JavaScript as the last line. */
export function profileLines(
  records: ReadonlyMap<string, KernelRecord>,
  steps: number,
  stepMs: number,
  ceilings: Ceilings,
): ProfileLine[] {
  const lines = [...records].map(([kernel, record]): ProfileLine => {
    const { calls, ms, bytes, operations } = record;
    const computes = operations > 0;
    const perMs = (computes ? operations : bytes) / ms;
    const ceiling = computes ? ceilings.operations : ceilings.bytes;
    return {
      kernel,
      calls: calls / steps,
      ms: ms / steps,
      part: ms / steps / stepMs,
      bytes: bytes / steps,
      rate: perMs === 0 ? null : perMs / 1e6,
      unit: computes ? 'GFLOP/s' : 'GB/s',
      share: perMs === 0 ? null : perMs / ceiling,
    };
  });
  lines.sort((a, b) => b.ms - a.ms);
  const ms = stepMs - lines.reduce((sum, line) => sum + line.ms, 0);
  const part = ms / stepMs;
  return [...lines, { kernel: 'JavaScript', calls: 0, ms, part, bytes: 0, rate: null, unit: 'GB/s', share: null }];
}

/** The lines as a table. */
export function profileTable(lines: readonly ProfileLine[]): string {
  const rows = lines.map(({ kernel, calls, ms, part, bytes, rate, unit, share }) => [
    kernel,
    calls === 0 ? '' : String(Math.round(10 * calls) / 10),
    ms.toFixed(2),
    `${(100 * part).toFixed(1)} %`,
    bytes === 0 ? '' : threeDigits(bytes / 1e6),
    rate === null ? '' : `${threeDigits(rate)} ${unit}`,
    share === null ? '' : share.toFixed(2),
  ]);
  return markdownTable(['kernel', 'calls', 'ms', 'of the step', 'MB', 'rate', 'of ceiling'], rows);
}
