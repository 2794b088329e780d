import { assert } from 'chai';
import { decodeSafetensors, encodeSafetensors } from '../../src/checkpoints/safetensors.js';
import type { SafetensorsDtype } from '../../src/checkpoints/safetensorsDtype.js';
import { SafetensorsError } from '../../src/checkpoints/SafetensorsError.js';
import { Dice } from './Dice.js';
import { mutateSafetensors } from './mutateSafetensors.js';
import { safetensorsSeeds } from './safetensorsSeeds.js';

type Decoded = ReturnType<typeof decodeSafetensors>;

/** What became of the files. */
export interface FuzzReport {
  accepted: number;
  /** How many were refused for each reason. */
  refused: Map<string, number>;
  /** Of reading one file. */
  slowestMilliseconds: number;
}

/**
 * Reads files that a seed determines. Each is accepted and means what it says, or is refused by a SafetensorsError; none
 * changes what all objects inherit.
 */
export function fuzzSafetensors(count: number, seed: number): FuzzReport {
  const seeds = safetensorsSeeds();
  const dice = new Dice(seed);
  const inherited = Reflect.ownKeys(Object.prototype).length;
  const report: FuzzReport = { accepted: 0, refused: new Map(), slowestMilliseconds: 0 };
  for (let i = 0; i < count; i++) {
    const { bytes, valid } = mutateSafetensors(dice, seeds);
    const outcome = readOne(bytes, report);
    const place = (): string => `file ${i} of seed ${seed}: ${JSON.stringify(new TextDecoder().decode(bytes))}`;
    if (outcome instanceof SafetensorsError) {
      if (valid) assert.fail(`${outcome.message}, though it is valid; ${place()}`);
      report.refused.set(outcome.reason, (report.refused.get(outcome.reason) ?? 0) + 1);
    } else if (outcome instanceof Error) {
      assert.fail(`${outcome.stack}; ${place()}`);
    } else {
      report.accepted++;
      assertMeant(outcome as Decoded, bytes, place);
    }
    if (Reflect.ownKeys(Object.prototype).length !== inherited) assert.fail(`Object.prototype has changed; ${place()}`);
  }
  return report;
}

/** What reading gives or throws; its time joins the report. */
function readOne(bytes: Uint8Array, report: FuzzReport): unknown {
  const [outcome, first] = timed(bytes);
  let milliseconds = first;
  // Something else may have held up the process: what is slow by itself is slow every time.
  for (let again = 0; again < 3 && milliseconds > report.slowestMilliseconds; again++) {
    milliseconds = Math.min(milliseconds, timed(bytes)[1]);
  }
  report.slowestMilliseconds = Math.max(report.slowestMilliseconds, milliseconds);
  return outcome;
}

function timed(bytes: Uint8Array): [outcome: unknown, milliseconds: number] {
  const start = performance.now();
  try {
    const decoded = decodeSafetensors(bytes);
    return [decoded, performance.now() - start];
  } catch (error) {
    return [error, performance.now() - start];
  }
}

/** What is read must be what plain JSON and the bytes say, and survive being written. */
function assertMeant({ tensors, metadata }: Decoded, bytes: Uint8Array, place: () => string): void {
  const check = (holds: boolean, what: string): void => {
    if (!holds) assert.fail(`${what}; ${place()}`);
  };
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const data = bytes.subarray(8 + length);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<string, Said>;
  const said = Object.entries(header).filter(([name]) => name !== '__metadata__');
  const saidMetadata = Object.hasOwn(header, '__metadata__') ? header['__metadata__'] : {};
  check(JSON.stringify(metadata) === JSON.stringify(saidMetadata), 'other metadata');
  check(tensors.size === said.length, `${tensors.size} tensors instead of ${said.length}`);
  let filled = 0;
  for (const [name, { dtype, shape, data_offsets: offsets }] of said) {
    const got = tensors.get(name)!;
    check(got.dtype === dtype && got.shape.join() === shape.join(), `${name} is another`);
    check(got.values.length === shape.reduce((product, size) => product * size, 1), `${name} has another size`);
    const raw = new Uint8Array(got.values.buffer);
    const own = data.subarray(...offsets);
    filled += own.length;
    // That of halves is tested with all of them.
    if (dtype === 'F16' || dtype === 'BF16') check(2 * own.length === raw.length, `${name} has another size`);
    else check(same(raw, own), `${name} has other bytes`);
  }
  check(filled === data.length, 'bytes are missing');
  const again = encodeSafetensors(writable(tensors), metadata);
  check(same(encodeSafetensors(writable(decodeSafetensors(again).tensors), metadata), again), 'written otherwise');
}

interface Said {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** Halves are written as the float32 as which they were read. */
function writable(tensors: Decoded['tensors']): Decoded['tensors'] {
  const half = (dtype: SafetensorsDtype): boolean => dtype === 'F16' || dtype === 'BF16';
  return new Map([...tensors].map(([name, one]) => [name, half(one.dtype) ? { ...one, dtype: 'F32' } : one]));
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** One line. */
export function describeFuzz({ accepted, refused, slowestMilliseconds }: FuzzReport): string {
  const reasons = [...refused].sort(([, a], [, b]) => b - a).map(([reason, count]) => `${reason} ${count}`);
  return `accepted ${accepted}, refused for ${reasons.join(', ')}; slowest ${slowestMilliseconds.toFixed(1)} ms`;
}
