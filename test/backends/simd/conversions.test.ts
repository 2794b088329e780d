import * as tf from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { everyFloat } from './everyFloat.js';
import { onCpu } from './onCpu.js';
import { onSmallMemory } from './onSmallMemory.js';

const LENGTHS = [0, 1, 3, 4, 15, 16, 17, 63, 64, 65, 200_003];
const SPECIAL = [
  0,
  -0,
  0.9,
  -0.9,
  1e-45,
  NaN,
  Infinity,
  -Infinity,
  2147483520,
  2147483648,
  -2147483648,
  3e9,
  -3e9,
  1e19,
];

describe('simd: types and choices of each element', () => {
  it(
    'casts among float32, int32 and bool',
    onSmallMemory(() => {
      const values = (length: number): number[] => Array.from({ length }, (_, i) => ((i * 7) % 11) - 4.5);
      for (const length of LENGTHS) {
        tf.tidy(() => {
          const x = tf.tensor1d(values(length));
          const whole = values(length).map(Math.trunc);
          const truth = values(length).map((value) => Number(value !== 0));
          assert.deepEqual([...tf.cast(x, 'int32').dataSync()], Array.from(Int32Array.from(whole)));
          assert.deepEqual([...tf.cast(x, 'bool').dataSync()], truth);
        });
        tf.tidy(() => {
          const n = tf.tensor1d(
            values(length).map((value) => Math.trunc(value / 2)),
            'int32',
          );
          const want = [...n.dataSync()];
          const truth = want.map((value) => Number(value !== 0));
          assert.deepEqual([...tf.cast(n, 'float32').dataSync()], want);
          const b = tf.cast(n, 'bool');
          assert.deepEqual([...b.dataSync()], truth);
          assert.deepEqual([...tf.cast(b, 'float32').dataSync()], truth);
          assert.deepEqual([...tf.cast(b, 'int32').dataSync()], truth);
        });
      }
    }),
  );

  it(
    'casts of special numbers are those of the cpu backend',
    onSmallMemory(() => {
      for (const values of [Float32Array.from(SPECIAL), ...everyFloat(65_521)]) {
        tf.tidy(() => {
          const x = tf.tensor1d(values);
          for (const dtype of ['int32', 'bool'] as const) {
            assert.deepEqual([...tf.cast(x, dtype).dataSync()], onCpu(tf.Cast, { x }, { dtype }));
          }
        });
      }
      const limits = Int32Array.from([2147483647, -2147483648, 16777217, 33554435]);
      tf.tidy(() => {
        const got = tf.cast(tf.tensor1d(limits, 'int32'), 'float32');
        assert.deepEqual([...got.dataSync()], Array.from(limits, Math.fround));
      });
    }),
  );

  it(
    'where, in every type and rank',
    onSmallMemory(() => {
      for (const length of LENGTHS) {
        const bits = Array.from({ length }, (_, i) => Number((i * i) % 7 < 3));
        for (const dtype of ['float32', 'int32', 'bool'] as const) {
          tf.tidy(() => {
            const t = tf.tensor1d(
              bits.map((_, i) => (dtype === 'bool' ? i % 2 : i + 1)),
              dtype,
            );
            const e = tf.tensor1d(
              bits.map((_, i) => (dtype === 'bool' ? Number(i % 3 === 0) : -i - 1)),
              dtype,
            );
            const [a, b] = [t.dataSync(), e.dataSync()];
            const got = tf.where(tf.tensor1d(bits, 'bool'), t, e);
            assert.equal(got.dtype, dtype);
            assert.deepEqual(
              [...got.dataSync()],
              bits.map((bit, i) => (bit === 1 ? a[i] : b[i])),
            );
          });
        }
      }
      tf.tidy(() => {
        const condition = tf.tensor2d([1, 0], [2, 1], 'bool');
        const got = tf.where<tf.Tensor>(condition, tf.tensor1d([NaN, -0, 3]), tf.scalar(Infinity));
        assert.deepEqual([...got.dataSync()], [NaN, -0, 3, Infinity, Infinity, Infinity]);
        assert.equal(tf.where(true, tf.scalar(1) as tf.Tensor, tf.scalar(2)).dataSync()[0], 1);
        // A condition for each row is what only the kernel can be asked for.
        const t = tf.tensor2d([1, 2, 3, 4], [2, 2]);
        const e = tf.neg(t);
        const perRow = tf.tensor1d([1, 0], 'bool');
        const rows = tf.engine().runKernel(tf.Select, { condition: perRow, t, e });
        assert.deepEqual([...(rows as tf.Tensor).dataSync()], onCpu(tf.Select, { condition: perRow, t, e }));
      });
    }),
  );

  it(
    'fills of every type and size',
    onSmallMemory(() => {
      for (const length of LENGTHS) {
        const check = (make: () => tf.Tensor, value: number): void =>
          tf.tidy(() => assert.deepEqual([...make().dataSync()], new Array<number>(length).fill(value)));
        check(() => tf.fill([length], 0.1), Math.fround(0.1));
        check(() => tf.fill([length], -7, 'int32'), -7);
        for (const dtype of ['float32', 'int32', 'bool'] as const) {
          check(() => tf.onesLike(tf.ones([length], dtype)), 1);
          check(() => tf.zerosLike(tf.ones([length], dtype)), 0);
          tf.tidy(() => assert.equal(tf.zerosLike(tf.ones([length], dtype)).dtype, dtype));
        }
      }
      tf.tidy(() => {
        assert.deepEqual([...tf.fill([2], NaN).dataSync()], [NaN, NaN]);
        assert.deepEqual([...tf.fill([2], -0).dataSync()], [-0, -0]);
        assert.deepEqual(tf.fill([2], 'a').dataSync<'string'>(), ['a', 'a']);
      });
    }),
  );

  it(
    'logicalNot, and booleans that are neither 0 nor 1',
    onSmallMemory(() => {
      for (const length of LENGTHS) {
        tf.tidy(() => {
          const bits = Uint8Array.from({ length }, (_, i) => i % 3);
          const x = tf.tensor1d(bits, 'bool');
          assert.deepEqual(
            [...tf.logicalNot(x).dataSync()],
            Array.from(bits, (bit) => Number(bit === 0)),
          );
          assert.deepEqual([...tf.cast(x, 'int32').dataSync()], [...bits]);
        });
      }
      tf.tidy(() => {
        const a = tf.tensor2d(Uint8Array.of(0, 1, 2, 255), [4, 1], 'bool');
        const b = tf.tensor1d(Uint8Array.of(0, 1, 3), 'bool');
        assert.deepEqual([...tf.logicalAnd(a, b).dataSync()], onCpu(tf.LogicalAnd, { a, b }));
        assert.deepEqual([...tf.logicalOr(a, b).dataSync()], onCpu(tf.LogicalOr, { a, b }));
      });
    }),
  );

  it(
    'addN of one to five tensors, in their order',
    onSmallMemory(() => {
      for (const dtype of ['float32', 'int32'] as const) {
        for (let count = 1; count <= 5; count++) {
          tf.tidy(() => {
            const inputs = Array.from({ length: count }, (_, n) =>
              tf.tensor2d(
                Array.from({ length: 15 }, (_, i) => (dtype === 'int32' ? i * n - 3 : Math.sin(i + n))),
                [3, 5],
                dtype,
              ),
            );
            const got = tf.addN(inputs);
            assert.deepEqual([got.dtype, got.shape], [dtype, [3, 5]]);
            const [first, ...others] = inputs.map((x) => [...x.dataSync()]);
            const want = others.reduce((sum, x) => sum.map((value, i) => Math.fround(value + x[i])), first);
            assert.deepEqual([...got.dataSync()], want);
          });
        }
      }
    }),
  );
});
