import { assert } from 'chai';
import * as tf from '@tensorflow/tfjs-core';
import { setBackend } from '../../../src/engine/backend.js';
import { assertClose } from '../../helpers/assertClose.js';
import { onSmallMemory } from './onSmallMemory.js';

describe('SimdBackend', () => {
  it(
    'shares memory with no array of the user, neither written nor read',
    onSmallMemory(() => {
      for (const [dtype, values] of [
        ['float32', new Float32Array([1, 2, 3])],
        ['int32', new Int32Array([1, 2, 3])],
        ['bool', new Uint8Array([1, 0, 1])],
      ] as const) {
        const given = values.slice();
        const x = tf.tensor(given, [3], dtype);
        given.fill(0);
        x.dataSync().fill(0);
        x.bufferSync().values.fill(0);
        assert.deepEqual(x.dataSync(), values);
        x.dispose();
      }
    }),
  );

  it(
    'keeps slices of a tensor that is gone, whose block was taken by another',
    onSmallMemory(() => {
      tf.tidy(() => {
        const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
        const [first, second] = [tf.slice(x, [1, 0], [1, 2]), tf.unstack(x)[0]];
        x.dispose();
        const other = tf.fill([2, 2], 9);
        assertClose(first, [3, 4], 0);
        assertClose(second, [1, 2], 0);
        assertClose(other, [9, 9, 9, 9], 0);
      });
    }),
  );

  it(
    'casts to numbers that can be read as their type',
    onSmallMemory(() => {
      tf.tidy(() => {
        assertClose(tf.add(tf.cast(tf.tensor1d([1, -2], 'int32'), 'float32'), 0.5), [1.5, -1.5], 0);
        assertClose(tf.add(tf.cast(tf.tensor1d([true, false], 'bool'), 'float32'), 0.5), [1.5, 0.5], 0);
        assertClose(tf.cast(tf.tensor1d([true, false], 'bool'), 'int32'), [1, 0], 0);
        assertClose(tf.cast(tf.tensor1d([1.7, -2.7]), 'int32'), [1, -2], 0);
      });
    }),
  );

  it(
    'keeps a tensor of another backend that came over for a kernel which then had no room',
    onSmallMemory(async () => {
      await setBackend('cpu');
      const x = tf.ones([600_000]);
      await setBackend('simd');
      assert.throws(() => tf.atan(x), 'simd: the memory must hold a float32 tensor of shape [600000]');
      assert.isTrue(x.dataSync().every((value) => value === 1));
      x.dispose();
    }),
  );

  it(
    'keeps strings and complex numbers',
    onSmallMemory(() => {
      tf.tidy(() => {
        assert.deepEqual(tf.tensor1d(['a', 'ü']).dataSync<'string'>(), ['a', 'ü']);
        assert.deepEqual(Array.from(tf.complex([1, 2], [3, 4]).dataSync()), [1, 3, 2, 4]);
      });
    }),
  );

  it(
    'names the tensor that does not fit, and computes on',
    onSmallMemory((backend) => {
      const message =
        'simd: the memory must hold a float32 tensor of shape [1024, 1024], 4194304 bytes, got 0 bytes in use by 0 blocks';
      assert.throws(() => tf.zeros([1024, 1024]), message);
      const x = tf.fill([512, 512], 2);
      const step = (): tf.Scalar => tf.tidy(() => tf.sum(tf.square(tf.mul(tf.add(x, 1), x))));
      const { blocks } = backend.heap.use();
      assert.throws(step, 'simd: the memory must hold a float32 tensor of shape [512, 512], 1048576 bytes');
      assert.equal(backend.heap.use().blocks, blocks);
      x.dispose();
      const small = tf.fill([128, 128], 2);
      const value = tf.tidy(() => tf.sum(tf.square(tf.mul(tf.add(small, 1), small))));
      assertClose(value, [36 * 128 * 128], 0);
      tf.dispose([small, value]);
    }),
  );

  it(
    'says so when a kernel has no room to work in, and gives back its output',
    onSmallMemory((simd) => {
      const x = tf.zeros([700, 700]);
      const level = simd.heap.use();
      // Its output fits beside x, the panels of the right operand do not.
      assert.throws(
        () => tf.matMul(x, x),
        'simd: the memory must hold 1971200 bytes for a kernel, got 3920128 bytes in use by 2 blocks',
      );
      assert.deepEqual(simd.heap.use(), level);
      x.dispose();
    }),
  );

  it(
    'frees what a kernel made before it failed half-way',
    onSmallMemory((backend) => {
      const x = tf.zeros([2, 400, 1000]);
      const { blocks } = backend.heap.use();
      assert.throws(() => tf.split(x, 2), /simd: the memory must hold a float32 tensor of shape \[1, 400, 1000\]/);
      assert.equal(backend.heap.use().blocks, blocks);
      assert.equal(backend.refCount(x.dataId), 1);
      x.dispose();
    }),
  );

  it(
    'returns to the same level through 1,000 steps of alternating shapes',
    onSmallMemory((backend) => {
      const step = (length: number): void => {
        tf.tidy(() => {
          const x = tf.fill([length, 8], 0.5);
          const loss = (a: tf.Tensor): tf.Scalar => tf.sum(tf.square(tf.softmax(tf.matMul(a, a, false, true))));
          const { value } = tf.valueAndGrad(loss)(x);
          // Equal logits: each of the rows has the probability 1 / length everywhere.
          assertClose(value, [1], 1e-5);
        });
      };
      const lengths = [3, 17, 64, 5, 40];
      for (const length of lengths) step(length);
      const level = backend.heap.use();
      const bytes = backend.heap.memory.buffer.byteLength;
      for (let i = 0; i < 1000; i++) step(lengths[i % 5]);
      assert.deepEqual(backend.heap.use(), level);
      assert.equal(backend.heap.memory.buffer.byteLength, bytes);
    }),
  );
});
