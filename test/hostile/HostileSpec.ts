import type { Tensor } from '@tensorflow/tfjs-core';
import type fc from 'fast-check';
import type { NdArray } from '../float64/array.js';
import { disturbed, type HostileCall, type HostileOptions } from './HostileCall.js';
import { toArray, toTensor } from './TensorSpec.js';

/** Something public that is called with random arguments. */
export interface HostileSpec {
  /** As the table calls it. */
  name: string;
  /** How many calls. */
  runs: number;
  /** Names of `src/index.ts` that a call goes through. */
  covers: string[];
  calls: fc.Arbitrary<HostileCall<never>>;
  /** Tensors that the call is given; they are freed afterwards. */
  inputs: (call: HostileCall<never>) => Record<string, Tensor>;
  /** Makes the call. What it leaves behind is what it returns. */
  run: (inputs: Record<string, Tensor>, call: HostileCall<never>) => unknown;
  /** Asserts that what was returned is right; the error relative to its scale where there is a definition. */
  check: (got: unknown, call: HostileCall<never>) => number;
}

/** What a spec says; options are typed. */
export interface SpecOptions<Options extends object> {
  name: string;
  runs: number;
  /** Default: the name alone. */
  covers?: string[];
  valid: fc.Arbitrary<HostileCall<Options>>;
  /** Default: options are left valid. */
  hostile?: HostileOptions<Options>;
  run: (inputs: Record<string, Tensor>, options: Options) => unknown;
  check: (got: never, given: Record<string, NdArray>, options: Options) => number | void;
}

/** A spec whose options nobody needs to know any more. */
export function hostileSpec<Options extends object>(options: SpecOptions<Options>): HostileSpec {
  const { name, runs, covers = [name], valid, hostile = {}, run, check } = options;
  const optionsOf = (call: HostileCall<never>): Options => call.options;
  return {
    name,
    runs,
    covers,
    calls: disturbed(valid, hostile) as fc.Arbitrary<HostileCall<never>>,
    inputs: ({ tensors }) => mapValues(tensors, toTensor),
    run: (inputs, call) => run(inputs, optionsOf(call)),
    check: (got, call) => check(got as never, mapValues(call.tensors, toArray), optionsOf(call)) ?? 0,
  };
}

function mapValues<From, To>(record: Record<string, From>, f: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value)]));
}
