import fc from 'fast-check';
import type { TensorSpec } from './TensorSpec.js';

/** The arguments of a call as plain data. */
export interface HostileCall<Options> {
  tensors: Record<string, TensorSpec>;
  options: Options;
}

/** Values that options are set to, by name, to make a call slightly invalid; some of them may be valid. */
export type HostileOptions<Options> = { [Name in keyof Options]?: readonly unknown[] };

interface Disturbance {
  kind: 'size' | 'zero' | 'insert' | 'remove' | 'dtype' | 'range' | 'option';
  which: number;
  where: number;
  to: number;
}

const disturbance: fc.Arbitrary<Disturbance> = fc.record({
  kind: fc.constantFrom('size', 'zero', 'insert', 'remove', 'dtype', 'range', 'option'),
  which: fc.nat({ max: 1000 }),
  where: fc.nat({ max: 1000 }),
  to: fc.nat({ max: 1000 }),
});

/** Valid calls, two of five of them with one thing about a tensor or an option changed. */
export function disturbed<Options extends object>(
  valid: fc.Arbitrary<HostileCall<Options>>,
  hostile: HostileOptions<Options>,
): fc.Arbitrary<HostileCall<Options>> {
  const change = fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: disturbance });
  return fc.tuple(valid, change).map(([call, given]) => (given === undefined ? call : disturb(call, hostile, given)));
}

function disturb<Options extends object>(
  { tensors, options }: HostileCall<Options>,
  hostile: HostileOptions<Options>,
  given: Disturbance,
): HostileCall<Options> {
  const names = Object.keys(tensors);
  const choices = Object.entries(hostile) as [string, readonly unknown[]][];
  if ((given.kind === 'option' || names.length === 0) && choices.length > 0) {
    const [name, values] = choices[given.which % choices.length];
    return { tensors, options: { ...options, [name]: values[given.to % values.length] } };
  }
  if (names.length === 0) return { tensors, options };
  const name = names[given.which % names.length];
  return { tensors: { ...tensors, [name]: disturbTensor(tensors[name], given) }, options };
}

function disturbTensor(spec: TensorSpec, { kind, where, to }: Disturbance): TensorSpec {
  const { shape, below = 4 } = spec;
  const axis = shape.length === 0 ? 0 : where % shape.length;
  const resized = (to: number): number[] => shape.map((size, i) => (i === axis ? Math.max(0, to) : size));
  switch (kind) {
    case 'size':
      return { ...spec, shape: resized((shape[axis] ?? 0) + (to % 2 === 0 ? 1 : -1)) };
    case 'zero':
      return { ...spec, shape: resized(0) };
    case 'insert':
      return { ...spec, shape: shape.toSpliced(where % (shape.length + 1), 0, 1 + (to % 2)) };
    case 'remove':
      return { ...spec, shape: shape.toSpliced(axis, 1) };
    case 'dtype':
      return { ...spec, dtype: (['float32', 'int32', 'bool'] as const)[to % 3] };
    case 'range':
      return { ...spec, below: below + 1 };
    case 'option':
      return spec;
  }
}
