import { Tensor } from '@tensorflow/tfjs-core';
import type { AnyModule } from '../modules/Module.js';

/** What is not finite, as {@link NonFiniteError} names it. */
export interface NonFiniteOrigin {
  tensor: string;
  value: number;
}

/** A batch is an object of arrays or tensors, or a list of such objects. */
const MAX_DEPTH = 3;

/**
 * What a loss or gradient that is not finite comes from: a number of the batch, or else a parameter.
 *
 * @returns Undefined where all of them are finite: it is made in the step.
 */
export async function nonFiniteOrigin(batch: unknown, module: AnyModule): Promise<NonFiniteOrigin | undefined> {
  const ofBatch = await ofInput('batch', batch, 0);
  if (ofBatch !== undefined) return ofBatch;
  for (const [path, { value }] of module.parameters()) {
    const bad = firstNotFinite(await value.data());
    if (bad !== undefined) return { tensor: `parameter ${path}`, value: bad };
  }
  return undefined;
}

async function ofInput(name: string, input: unknown, depth: number): Promise<NonFiniteOrigin | undefined> {
  if (input instanceof Tensor || input instanceof Float32Array || input instanceof Float64Array) {
    const bad = firstNotFinite(input instanceof Tensor ? await input.data<'float32'>() : input);
    return bad === undefined ? undefined : { tensor: name, value: bad };
  }
  if (typeof input !== 'object' || input === null || ArrayBuffer.isView(input) || depth === MAX_DEPTH) return undefined;
  for (const [key, part] of Object.entries(input)) {
    const found = await ofInput(`${name}.${key}`, part, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstNotFinite(values: ArrayLike<number>): number | undefined {
  return Array.prototype.find.call(values, (value: number) => !Number.isFinite(value)) as number | undefined;
}
