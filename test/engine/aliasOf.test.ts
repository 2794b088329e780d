import * as tf from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { aliasOf } from '../../src/engine/aliasOf.js';
import { setBackend } from '../../src/engine/backend.js';
import { assertClose } from '../helpers/assertClose.js';

describe('aliasOf', () => {
  it('shares the numbers, which are freed with the last that has them', () => {
    const x = tf.tensor([1, 2, 3, 4]);
    const before = tf.memory();
    const square = aliasOf(x, [2, 2]);
    assert.equal(tf.memory().numTensors, before.numTensors + 1);
    assert.equal(tf.memory().numDataBuffers, before.numDataBuffers);
    x.dispose();
    assertClose(square, [1, 2, 3, 4], 0);
    square.dispose();
    assert.equal(tf.memory().numDataBuffers, before.numDataBuffers - 1);
  });

  it('is freed by the scope around it, and keeps the type', () => {
    const flags = tf.tensor([1, 0], [2], 'bool');
    tf.tidy(() => {
      assert.equal(aliasOf(flags).dtype, 'bool');
      return [];
    });
    assert.deepEqual([...flags.dataSync()], [1, 0]);
    flags.dispose();
  });

  it('brings over numbers that another backend has', async () => {
    const name = tf.getBackend();
    await setBackend('cpu');
    const there = tf.tensor([1, 2]);
    await setBackend(name);
    const alias = aliasOf(there, [2, 1]);
    there.dispose();
    assertClose(alias, [1, 2], 0);
    alias.dispose();
  });

  it('shares both parts of complex numbers', () => {
    const [real, imaginary] = [tf.tensor([1, 2]), tf.tensor([3, 4])];
    const x = tf.complex(real, imaginary);
    const alias = aliasOf(x, [2, 1]);
    x.dispose();
    tf.tidy(() => {
      assertClose(tf.imag(alias), [3, 4], 0);
      return [];
    });
    // After the numbers made of them: on webgl those hold their parts, and disposing of a held part leaves it counted.
    tf.dispose([alias, real, imaginary]);
  });
});
