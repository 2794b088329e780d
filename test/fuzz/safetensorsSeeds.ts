import { entryOf, fileOf } from '../checkpoints/safetensorsFileOf.js';
import { Dice } from './Dice.js';

const BYTES = { F64: 8, I64: 8, F32: 4, I32: 4, F16: 2, BF16: 2, I16: 2, I8: 1, U8: 1, BOOL: 1 } as const;

type Seed = [name: string, dtype: keyof typeof BYTES, shape: number[]];

/** Valid files from which others are made: every element type, empty tensors and single numbers, names that are awkward. */
export function safetensorsSeeds(): Uint8Array[] {
  const everyType = (shape: number[]): Seed[] =>
    (Object.keys(BYTES) as (keyof typeof BYTES)[]).map((dtype) => [`tensor.${dtype}`, dtype, shape]);
  return [
    seedFile([], {}),
    seedFile([['w', 'F32', [2]]], {}),
    seedFile(everyType([2, 3]), { step: '3', note: 'größe 重み 🙂' }),
    seedFile([...everyType([]), ...everyType([0, 4]).map(([name, ...rest]): Seed => [`${name}.empty`, ...rest])], {}),
    seedFile(
      ['__proto__', 'constructor', '', '7', 'quo"te\\', '\ufeff🙂\u0000'].map((name): Seed => [name, 'I16', [1]]),
      { ['__proto__']: 'text', '': '' },
    ),
    seedFile(
      Array.from({ length: 12 }, (_, i): Seed => [`layers.${i}.weight`, 'BF16', [1, 2, 1, 3]]),
      Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`key${i}`, 'x'.repeat(i)])),
    ),
  ];
}

/** Tensors one after the other, as they come. */
function seedFile(tensors: Seed[], metadata: Record<string, string>): Uint8Array {
  const dice = new Dice(tensors.length);
  const members = Object.keys(metadata).length === 0 ? [] : [`"__metadata__":${JSON.stringify(metadata)}`];
  const data: number[] = [];
  for (const [name, dtype, shape] of tensors) {
    const begin = data.length;
    const size = shape.reduce((product, one) => product * one, BYTES[dtype]);
    data.push(...(dtype === 'BOOL' ? dice.bytes(size).map((byte) => byte & 1) : dice.bytes(size)));
    members.push(`${JSON.stringify(name)}:${entryOf(dtype, shape, [begin, data.length])}`);
  }
  const json = `{${members.join()}}`;
  const length = new TextEncoder().encode(json).length;
  return fileOf(json + ' '.repeat(-length & 7), Uint8Array.from(data));
}
