import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import { array, type NdArray } from '../../float64/array.js';

env.wasm.numThreads = 1;
env.wasm.proxy = false;
env.logLevel = 'error';

/** What an input holds: numbers become float32. */
export type Feed = NdArray | NdArray<boolean>;

/**
 * What ONNX Runtime makes of a model, in float32 on its WebAssembly kernels, each node as it is written.
 *
 * @param model The bytes of a ModelProto.
 * @param feeds The model's inputs by name; undefined ones count as absent.
 * @returns The model's outputs by name.
 */
export async function runOnnx(
  model: Uint8Array,
  feeds: Record<string, Feed | undefined>,
): Promise<Record<string, NdArray>> {
  const session = await InferenceSession.create(model, {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'disabled',
    logSeverityLevel: 3,
  });
  try {
    const given = Object.entries(feeds).filter((entry): entry is [string, Feed] => entry[1] !== undefined);
    const results = await session.run(Object.fromEntries(given.map(([name, feed]) => [name, toOnnx(feed)])));
    return Object.fromEntries(
      Object.entries(results).map(([name, { dims, data }]) => [name, array(dims, data as Float32Array)]),
    );
  } finally {
    await session.release();
  }
}

function toOnnx({ shape, values }: Feed): Tensor {
  if (typeof values[0] === 'boolean') return new Tensor('bool', Uint8Array.from(values, Number), [...shape]);
  return new Tensor('float32', Float32Array.from(values as number[]), [...shape]);
}
