import * as tf from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { assertUnits } from './assertUnits.js';
import { erf } from './erf.js';
import { everyFloat } from './everyFloat.js';
import { onCpu } from './onCpu.js';
import { onSmallMemory } from './onSmallMemory.js';

type Op = (x: tf.Tensor) => tf.Tensor;

/** The scale of selu, and that times its α. */
const [SCALE, SCALED_ALPHA] = [1.0507009873554805, 1.7580993408473768];

/** Functions that are rounded more than once, and what they are in double precision. */
const ROUNDED: [string, Op, (x: number) => number][] = [
  ['cos', tf.cos, Math.cos],
  ['elu', tf.elu, (x) => (x >= 0 ? x : Math.expm1(x))],
  ['erf', tf.erf, erf],
  ['exp', tf.exp, Math.exp],
  ['expm1', tf.expm1, Math.expm1],
  ['log', tf.log, Math.log],
  ['log1p', tf.log1p, Math.log1p],
  ['reciprocal', tf.reciprocal, (x) => 1 / x],
  ['rsqrt', tf.rsqrt, (x) => 1 / Math.sqrt(x)],
  ['selu', tf.selu, (x) => (x >= 0 ? SCALE * x : SCALED_ALPHA * Math.expm1(x))],
  ['sigmoid', tf.sigmoid, (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)))],
  ['sin', tf.sin, Math.sin],
  ['softplus', tf.softplus, (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))],
  ['sqrt', tf.sqrt, Math.sqrt],
  ['tanh', tf.tanh, Math.tanh],
];

/** Functions whose results are exact or rounded once: to the bit those of the cpu backend, −0 and NaN included. */
const EXACT: [string, Op, string, tf.NamedAttrMap?][] = [
  ['abs', tf.abs, tf.Abs],
  ['ceil', tf.ceil, tf.Ceil],
  ['clipByValue', (x) => tf.clipByValue(x, -0.1, 1e30), tf.ClipByValue, { clipValueMin: -0.1, clipValueMax: 1e30 }],
  ['floor', tf.floor, tf.Floor],
  ['isFinite', tf.isFinite, tf.IsFinite],
  ['isInf', tf.isInf, tf.IsInf],
  ['isNaN', tf.isNaN, tf.IsNan],
  ['leakyRelu', (x) => tf.leakyRelu(x, 0.25), tf.LeakyRelu, { alpha: 0.25 }],
  ['neg', tf.neg, tf.Neg],
  ['pow 1/2', (x) => tf.pow(x, 0.5), ''],
  ['relu', tf.relu, tf.Relu],
  ['relu6', tf.relu6, tf.Relu6],
  ['round', tf.round, tf.Round],
  ['sign', tf.sign, tf.Sign],
  ['square', tf.square, tf.Square],
  ['step', (x) => tf.step(x, 0.5), tf.Step, { alpha: 0.5 }],
];

const SPECIAL = Float32Array.from([
  ...[0, -0, 0.5, -0.5, 1.5, -1.5, 2.5, 0.3, -0.3, 6, 7, 1, -1, NaN, Infinity, -Infinity, 1e-45, -1e-45, 1e-40, -1e-40],
  ...[1.17549435e-38, 3.4028234663852886e38, -3.4028234663852886e38, 88.72283, 88.8, -87.4, -103.9, -104, 16777216],
  ...[0.625, 1e-6, -1e-6, -0.99999994, -1.0000001, 0.99999994, 1.0000001, 0.41421357, -0.29289323, Math.PI, 1.5707964],
]);

describe('simd: functions of each element', () => {
  for (const [name, op, exact] of ROUNDED) {
    it(
      `${name} is within 4 units in the last place of every 4001st float32`,
      onSmallMemory(() => {
        for (const values of [SPECIAL, ...everyFloat(4001)]) {
          tf.tidy(() => assertUnits(op(tf.tensor1d(values)), Array.from(values, exact), 4));
        }
      }),
    );
  }

  it(
    'sin and cos are within 4 units in the last place close to multiples of π/2',
    onSmallMemory(() => {
      // From n · π/2 with all numbers of quarters up to 2²⁶ · 2/π, and in the steps of large float32.
      const values = Float32Array.from({ length: 60_000 }, (_, i) => Math.round(1.0002 ** i * (i + 1)) * (Math.PI / 2));
      tf.tidy(() => {
        assertUnits(tf.sin(tf.tensor1d(values)), Array.from(values, Math.sin), 4);
        assertUnits(tf.cos(tf.tensor1d(values)), Array.from(values, Math.cos), 4);
      });
    }),
  );

  for (const [name, op, kernelName, attrs] of EXACT) {
    it(
      `${name} is that of the cpu backend for every 65521st float32`,
      onSmallMemory(() => {
        for (const values of [SPECIAL, ...everyFloat(65_521)]) {
          tf.tidy(() => {
            const x = tf.tensor1d(values);
            const want =
              kernelName === '' ? onCpu(tf.Pow, { a: x, b: tf.scalar(0.5) }) : onCpu(kernelName, { x }, attrs);
            assert.deepEqual([...op(x).dataSync()], want);
          });
        }
      }),
    );
  }

  it(
    'every length of the last vector, and nothing',
    onSmallMemory(() => {
      for (let length = 0; length < 40; length++) {
        const values = Float32Array.from({ length }, (_, i) => i - 7.5);
        tf.tidy(() => {
          const x = tf.tensor1d(values);
          assert.deepEqual(
            [...tf.square(x).dataSync()],
            Array.from(values, (value) => value * value),
          );
          assert.deepEqual([...tf.isFinite(x).dataSync()], new Array<number>(length).fill(1));
          assertUnits(tf.sin(x), Array.from(values, Math.sin), 4);
        });
      }
    }),
  );

  it(
    'whole numbers stay with the cpu kernels',
    onSmallMemory(() => {
      tf.tidy(() => {
        const x = tf.tensor1d([-3, 0, 2147483647], 'int32');
        assert.deepEqual([...tf.sign(x).dataSync()], [-1, 0, 1]);
        assert.deepEqual([...tf.relu(x).dataSync()], [0, 0, 2147483647]);
        assert.equal(tf.relu(x).dtype, 'int32');
      });
    }),
  );
});
