import type * as TensorFlow from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

type Tf = typeof TensorFlow;
type Run = (tf: Tf, ...inputs: Tensor[]) => Tensor;

/** An input, made of `sequence`: numbers from `least` to before `least + 1`, or whole ones below `below`. */
export interface KernelInput {
  shape: number[];
  least?: number;
  below?: number;
}

/** An operation on 4 MB. */
export interface KernelDefinition {
  inputs: KernelInput[];
  /** Bytes read and written, each number once. */
  work: number;
  /** In operations of TensorFlow.js, which ours and the peer both have. */
  run: Run;
}

const MANY = 2 ** 20;
const [ROWS, WIDTH] = [8192, 128];
const FLOAT = 4;
/** What a copy of 4 MB reads and writes. */
export const COPIED_BYTES = 2 * FLOAT * MANY;

function kernel(run: Run, inputs: KernelInput[], outputNumbers = MANY): KernelDefinition {
  const numbers = inputs.map(({ shape }) => shape.reduce((product, size) => product * size, 1));
  return { inputs, work: FLOAT * numbers.reduce((sum, size) => sum + size, outputNumbers), run };
}

/** Numbers from −½ to ½, or with `least` others. */
const flat = (least = -0.5): KernelInput => ({ shape: [MANY], least });
const matrix = (width = WIDTH): KernelInput => ({ shape: [ROWS, width], least: -0.5 });

const unary = (run: Run, least?: number): KernelDefinition => kernel(run, [flat(least)]);
const binary = (run: Run, least?: number): KernelDefinition => kernel(run, [flat(), flat(least)]);
const alongRows = (run: Run, outputNumbers = MANY): KernelDefinition => kernel(run, [matrix()], outputNumbers);

/** Forward and backward: reads x, writes y, reads x and the gradient by y, writes that by x. */
function withGradient(f: (tf: Tf, x: Tensor) => Tensor): KernelDefinition {
  const run: Run = (tf, x, dy) => tf.grad((z: Tensor) => f(tf, z))(x, dy);
  return { ...kernel(run, [matrix(), matrix()]), work: 5 * FLOAT * MANY };
}

const gelu = (tf: Tf, x: Tensor): Tensor => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));

function layerNorm(tf: Tf, x: Tensor): Tensor {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  return tf.mul(centred, tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), 1e-3)));
}

/** What the bench `kernels` measures, by name. Of those that are an operation of ours this is how a peer composes it. */
export const kernelCases: Record<string, KernelDefinition> = {
  abs: unary((tf, x) => tf.abs(x)),
  neg: unary((tf, x) => tf.neg(x)),
  square: unary((tf, x) => tf.square(x)),
  sqrt: unary((tf, x) => tf.sqrt(x), 0.1),
  rsqrt: unary((tf, x) => tf.rsqrt(x), 0.1),
  reciprocal: unary((tf, x) => tf.reciprocal(x), 0.1),
  relu: unary((tf, x) => tf.relu(x)),
  clipByValue: unary((tf, x) => tf.clipByValue(x, -0.25, 0.25)),
  exp: unary((tf, x) => tf.exp(x)),
  log: unary((tf, x) => tf.log(x), 0.1),
  tanh: unary((tf, x) => tf.tanh(x)),
  sigmoid: unary((tf, x) => tf.sigmoid(x)),
  erf: unary((tf, x) => tf.erf(x)),
  gelu: unary(gelu),
  'gelu, with gradient': withGradient(gelu),
  add: binary((tf, a, b) => tf.add(a, b)),
  sub: binary((tf, a, b) => tf.sub(a, b)),
  mul: binary((tf, a, b) => tf.mul(a, b)),
  div: binary((tf, a, b) => tf.div(a, b), 0.1),
  maximum: binary((tf, a, b) => tf.maximum(a, b)),
  minimum: binary((tf, a, b) => tf.minimum(a, b)),
  squaredDifference: binary((tf, a, b) => tf.squaredDifference(a, b)),
  'add a number': unary((tf, x) => tf.add(x, 1)),
  'add a row': kernel((tf, x, row) => tf.add(x, row), [matrix(), { shape: [WIDTH] }]),
  'multiply by a column': kernel((tf, x, column) => tf.mul(x, column), [matrix(), { shape: [ROWS, 1] }]),
  // Its result has a byte for each number.
  greater: kernel((tf, a, b) => tf.greater(a, b), [flat(), flat(-0.4)], MANY / FLOAT),
  // Two kernels: the condition, of a byte for each number, is written and read in between.
  where: kernel((tf, a, b) => tf.where(tf.greater(a, 0), a, b), [flat(), flat()], MANY + MANY + (2 * MANY) / FLOAT),
  'cast int32 to float32': kernel((tf, x) => tf.cast(x, 'float32'), [{ shape: [MANY], below: 100 }]),
  'sum of all': unary((tf, x) => tf.sum(x), 0),
  'sum of rows': alongRows((tf, x) => tf.sum(x, -1), ROWS),
  'sum of columns': alongRows((tf, x) => tf.sum(x, 0), WIDTH),
  'mean of rows': alongRows((tf, x) => tf.mean(x, -1), ROWS),
  'max of rows': alongRows((tf, x) => tf.max(x, -1), ROWS),
  'max of columns': alongRows((tf, x) => tf.max(x, 0), WIDTH),
  softmax: alongRows((tf, x) => tf.softmax(x)),
  'softmax, with gradient': withGradient((tf, x) => tf.softmax(x)),
  logSoftmax: alongRows((tf, x) => tf.logSoftmax(x)),
  layerNorm: alongRows(layerNorm),
  'layerNorm, with gradient': withGradient(layerNorm),
  'transpose a matrix': kernel((tf, x) => tf.transpose(x), [{ shape: [1024, 1024] }]),
  'split heads': kernel((tf, x) => tf.transpose(x, [0, 2, 1, 3]), [{ shape: [128, 64, 4, 32] }]),
  'slice columns': { ...alongRows((tf, x) => tf.slice(x, [0, 32], [ROWS, 64])), work: COPIED_BYTES / 2 },
  'concat columns': kernel((tf, a, b) => tf.concat([a, b], 1), [matrix(64), matrix(64)]),
  'pad rows': alongRows(
    (tf, x) =>
      tf.pad(x, [
        [0, 0],
        [0, 8],
      ]),
    ROWS * (WIDTH + 8),
  ),
  'tile a row': kernel((tf, row) => tf.tile(row, [ROWS, 1]), [{ shape: [1, WIDTH] }]),
  'gather rows': {
    ...kernel((tf, table, ids) => tf.gather(table, ids), [{ shape: [1024, WIDTH] }, { shape: [ROWS], below: 1024 }]),
    work: COPIED_BYTES,
  },
  'sum of segments': kernel(
    (tf, x, ids) => tf.unsortedSegmentSum(x, ids as TensorFlow.Tensor1D, 1024),
    [matrix(), { shape: [ROWS], below: 1024 }],
    1024 * WIDTH,
  ),
};
