import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { array, sizeOf, type NdArray } from '../float64/array.js';
import { Random } from '../float64/random.js';

/**
 * What numbers a tensor holds. `shifted`: near a million, where a float32 keeps one digit behind the point.
 * `distribution`: positive, each row summing to 1; asked for by name only.
 */
export type Kind = 'ordinary' | 'negative' | 'zero' | 'tiny' | 'huge' | 'shifted' | 'mixed' | 'distribution';

/** Which numbers, and which of their draws. */
export interface Fill {
  kind: Kind;
  seed: number;
}

/** A tensor as plain data: a failing call prints it. */
export interface TensorSpec extends Fill {
  shape: number[];
  dtype: 'float32' | 'int32' | 'bool';
  /** Float values are at most about this large in size. Default 1e30. */
  largest?: number;
  /** Whole numbers are in `[0, below)`. Default 4. */
  below?: number;
}

/** Half of all tensors hold standard normal numbers. */
export const fill: fc.Arbitrary<Fill> = fc.record({
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant<Kind>('ordinary') },
    { weight: 6, arbitrary: fc.constantFrom<Kind>('negative', 'zero', 'tiny', 'huge', 'shifted', 'mixed') },
  ),
  seed: fc.nat({ max: 2 ** 31 }),
});

/** The size of an axis: small, now and then zero. */
export const size: fc.Arbitrary<number> = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 1, arbitrary: fc.constant(0) },
);

/** A shape of any rank from 0 to 7. */
export function shapeOfRank(min: number, max: number): fc.Arbitrary<number[]> {
  return fc.array(size, { minLength: min, maxLength: max }).map((sizes) => {
    // Beyond rank 4 sizes of 1 and 2, so that a shape of rank 7 stays small.
    return sizes.length <= 4 ? sizes : sizes.map((one) => Math.min(one, 2));
  });
}

/** A float32 tensor. */
export function float(shape: readonly number[], { kind, seed }: Fill, largest?: number): TensorSpec {
  return { shape: [...shape], dtype: 'float32', kind, seed, largest };
}

/** An int32 tensor of numbers in `[0, below)`. */
export function ids(shape: readonly number[], below: number, seed: number): TensorSpec {
  return { shape: [...shape], dtype: 'int32', kind: 'ordinary', seed, below };
}

/** A bool tensor, true in three of five places. */
export function truths(shape: readonly number[], seed: number): TensorSpec {
  return { shape: [...shape], dtype: 'bool', kind: 'ordinary', seed };
}

/** The numbers, float32 ones where the tensor is. */
export function toArray(spec: TensorSpec): NdArray {
  const random = new Random(spec.seed);
  const values = Array.from({ length: sizeOf(spec.shape) }, () => draw(spec, random));
  return array(spec.shape, spec.kind === 'distribution' ? normalized(values, spec.shape.at(-1) ?? 1) : values);
}

function normalized(values: number[], classes: number): number[] {
  return values.map((value, i) => {
    const row = values.slice(i - (i % classes), i - (i % classes) + classes);
    return Math.fround(value / row.reduce((sum, one) => sum + one, 0));
  });
}

/** The tensor. */
export function toTensor(spec: TensorSpec): Tensor {
  const { values } = toArray(spec);
  return tensor(spec.dtype === 'bool' ? Uint8Array.from(values) : values, [...spec.shape], spec.dtype);
}

function draw({ dtype, kind, largest = 1e30, below = 4 }: TensorSpec, random: Random): number {
  if (dtype === 'bool') return random.chance(0.6) ? 1 : 0;
  if (dtype === 'int32') return below <= 0 ? 0 : random.integer(0, below - 1);
  return Math.fround(Math.max(-largest, Math.min(largest, number(kind, random))));
}

function number(kind: Kind, random: Random): number {
  const power = (low: number, high: number): number => {
    return (random.chance(0.5) ? 1 : -1) * 10 ** (low + (high - low) * random.uniform());
  };
  switch (kind) {
    case 'ordinary':
      return random.normal();
    case 'negative':
      return -Math.abs(random.normal());
    case 'zero':
      return 0;
    case 'tiny':
      return power(-30, -20);
    case 'huge':
      return power(20, 30);
    case 'shifted':
      return 1e6 + random.normal();
    case 'distribution':
      return random.uniform() + 2 ** -24;
    case 'mixed':
      return number(random.oneOf(['ordinary', 'negative', 'zero', 'tiny', 'huge', 'shifted']), random);
  }
}
