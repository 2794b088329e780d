import { assert } from 'chai';
import { extraBytesOf } from '../../../benchmarks/ours/extraBytesOf.js';
import { WasmHeap } from '../../../src/backends/simd/WasmHeap.js';

describe('extraBytesOf', () => {
  it('is the highest use beyond what was in use before, of what is freed in between as well', async () => {
    const heap = new WasmHeap();
    heap.allocate(5000);
    const { value, extraBytes } = await extraBytesOf(heap, async () => {
      const [first, second] = [heap.allocate(6400 - 64)!, heap.allocate(64_000 - 64)!];
      heap.release(second);
      await Promise.resolve();
      heap.release(first);
      heap.allocate(640 - 64);
      return 'done';
    });
    assert.equal(value, 'done');
    assert.equal(extraBytes, 6400 + 64_000);
  });

  it('is nothing where nothing is asked for, and leaves the heap as it was, also after an error', async () => {
    const heap = new WasmHeap();
    assert.equal((await extraBytesOf(heap, () => 1)).extraBytes, 0);
    const outcome = await extraBytesOf(heap, () => {
      throw new Error('no');
    }).catch((error: Error) => error.message);
    assert.equal(outcome, 'no');
    assert.isFalse(Object.hasOwn(heap, 'allocate'));
  });
});
