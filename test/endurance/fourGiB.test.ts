import { assert } from 'chai';
import * as tf from '@tensorflow/tfjs-core';
import { freemem } from 'node:os';
import { SimdBackend } from '../../src/backends/simd/SimdBackend.js';
import { assertClose } from '../helpers/assertClose.js';
import { withSimd } from '../backends/simd/withSimd.js';

const GiB = 2 ** 30;
const MiB = 2 ** 20;
const ROWS = 1031;
const COLUMNS = 517;

/** Numbers in [−1, 1], the same at every run. */
const numbers = (size: number): Float32Array => Float32Array.from({ length: size }, (_, i) => Math.sin(i * 12.9898));

describe('simd: a memory of 4 GiB', () => {
  before(() => assert.isAbove(freemem(), 5 * GiB, 'bytes of memory that are free, for tests of large memories'));

  it('computes above 2 GiB what it computes below', async () => {
    await withSimd(new SimdBackend(), async (simd) => {
      await simd.configure({ threads: 2 });
      const results = (): Float32Array[] => {
        const values: Float32Array[] = [];
        tf.tidy(() => {
          const x = tf.tensor2d(numbers(ROWS * COLUMNS), [ROWS, COLUMNS]);
          const y = tf.tensor2d(numbers(COLUMNS * 33), [COLUMNS, 33]);
          const ids = tf.tensor1d(
            Int32Array.from({ length: 700 }, (_, i) => (i * 37) % ROWS),
            'int32',
          );
          const all = [
            ...[tf.exp(x), tf.add(x, x), tf.mul(x, tf.slice(x, [3, 0], [1, COLUMNS])), tf.matMul(x, y), tf.softmax(x)],
            ...[tf.sum(x, 0), tf.sum(x, 1), tf.mean(x), tf.transpose(x), tf.tile(y, [2, 3]), tf.gather(x, ids)],
            ...[tf.unsortedSegmentSum(tf.gather(x, ids), ids, ROWS), tf.concat([x, x], 1), ...tf.split(x, [1, 1030])],
            ...[tf.cast(x, 'int32'), tf.maximum(x, 0), tf.relu(x), tf.matMul(x, x, true, false)],
          ];
          // Not as the result of the scope, which would look for tensors in each of their numbers.
          for (const one of all) values.push(one.dataSync<'float32'>());
        });
        return values;
      };
      const below = results();
      const blocks = [1.5, 0.75].map((size) => simd.output([(size * GiB) / 4]));
      assert.isAbove(simd.heap.use().top, 2.25 * GiB);
      const above = results();
      assert.isAbove(simd.heap.memory.buffer.byteLength, 2.25 * GiB);
      assert.lengthOf(above, below.length);
      above.forEach((values, i) =>
        assert.isTrue(Buffer.compare(bytesOf(values), bytesOf(below[i])) === 0, `result ${i}`),
      );
      for (const { dataId } of blocks) simd.disposeData(dataId);
      assert.equal(simd.heap.use().blocks, 0);
    });
  });

  it('computes with a tensor of more than 2 GiB to its last element', async () => {
    await withSimd(new SimdBackend(), async (simd) => {
      await simd.configure({ threads: 2 });
      const size = 2.25 * GiB;
      const shape = [2304, size / 4 / 2304];
      const info = simd.output(shape);
      const last = new Float32Array(simd.heap.memory.buffer, simd.address(info) + size - 16, 4);
      last.set([1, 2, 3, 4]);
      const x = tf.engine().makeTensorFromTensorInfo(info);
      tf.tidy(() => {
        assertClose(tf.sum(x), [10], 0);
        assertClose(tf.slice(x, [2303, shape[1] - 5], [1, 5]), [0, 1, 2, 3, 4], 0);
        assertClose(tf.slice(tf.sum(x, 1), [2302], [2]), [0, 10], 0);
        const lastRow = tf.gather(x, tf.tensor1d([2303], 'int32'));
        assertClose(tf.slice(lastRow, [0, shape[1] - 2], [1, 2]), [3, 4], 0);
      });
      x.dispose();
      assert.equal(simd.heap.use().blocks, 0);
    });
  });

  it('names the tensor that finds no room, grows no more, and computes on', async () => {
    await withSimd(new SimdBackend(), (simd) => {
      const shape = [256, 1024, 1024];
      const held: tf.TensorInfo[] = [];
      const message = 'simd: the memory must hold a float32 tensor of shape [256, 1024, 1024], 1073741824 bytes, got ';
      assert.throws(() => {
        for (;;) held.push(simd.output(shape));
      }, message);
      assert.lengthOf(held, 3);
      // The rest, to less than what a vector needs.
      const small: tf.TensorInfo[] = [];
      for (const size of [256 * MiB, MiB, 4096, 16]) {
        assert.throws(() => {
          for (;;) small.push(simd.output([size / 4]));
        }, `bytes in use by`);
      }
      assert.isAbove(simd.heap.use().top, 4 * GiB - 256);
      assert.equal(simd.heap.memory.buffer.byteLength, 4 * GiB);
      simd.disposeData(small.pop()!.dataId);
      simd.disposeData(small.pop()!.dataId);
      tf.tidy(() => assertClose(tf.neg(tf.tensor1d([1, 2, 3])), [-1, -2, -3], 0));
      for (const { dataId } of [...held, ...small]) simd.disposeData(dataId);
      tf.tidy(() => assertClose(tf.sum(tf.exp(tf.zeros([1000, 1000]))), [1e6], 0));
      assert.equal(simd.heap.use().blocks, 0);
    });
  });
});

function bytesOf({ buffer }: Float32Array): Uint8Array {
  return new Uint8Array(buffer);
}
