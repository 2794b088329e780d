import { assert } from 'chai';
import { WasmHeap } from '../../../src/backends/simd/WasmHeap.js';

/** Whole numbers below a limit, the same at every run (Numerical Recipes' generator). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('WasmHeap', () => {
  for (const seed of [1, 2, 3]) {
    it(`keeps what is written to each block through random allocations and releases, seed ${seed}`, () => {
      const heap = new WasmHeap(64 * 2 ** 20, true);
      const below = numbersFrom(seed);
      const model: { address: number; bytes: number; mark: number }[] = [];
      for (let turn = 0; turn < 3000; turn++) {
        if (model.length > 0 && below(100) < 48) {
          const [{ address, bytes, mark }] = model.splice(below(model.length), 1);
          assert.isTrue(new Uint8Array(heap.memory.buffer, address, bytes).every((byte) => byte === mark));
          heap.release(address);
        } else {
          const bytes = below(2) === 0 ? below(300) : below(40000);
          const address = heap.allocate(bytes)!;
          const mark = below(256);
          assert.equal(address % 64, 0);
          new Uint8Array(heap.memory.buffer, address, bytes).fill(mark);
          model.push({ address, bytes, mark });
        }
        assert.equal(heap.use().blocks, model.length);
      }
      const ordered = model.sort((a, b) => a.address - b.address);
      for (const [i, { address, bytes }] of ordered.slice(0, -1).entries()) {
        assert.isAtLeast(ordered[i + 1].address, address + bytes + 64);
      }
      for (const { address } of model) heap.release(address);
      assert.deepEqual(heap.use(), { blocks: 0, bytes: 0, top: 65536 });
    });
  }

  it('joins what is returned on both sides, in any order', () => {
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [2, 1, 0],
    ]) {
      const heap = new WasmHeap();
      const blocks = [1000, 2000, 3000].map((bytes) => heap.allocate(bytes)!);
      const last = heap.allocate(10);
      for (const i of order) heap.release(blocks[i]);
      const { top } = heap.use();
      assert.equal(heap.allocate(6000), blocks[0]);
      assert.equal(heap.use().top, top);
      assert.isAbove(last!, blocks[2]);
    }
  });

  it('says that it is full, and has room again after a release', () => {
    const heap = new WasmHeap(4 * 2 ** 20);
    const first = heap.allocate(2 * 2 ** 20)!;
    assert.isUndefined(heap.allocate(2 * 2 ** 20));
    heap.release(first);
    assert.equal(heap.allocate(3 * 2 ** 20), first);
  });

  it('has no room for more bytes than an address has, whatever is free', () => {
    const heap = new WasmHeap();
    const address = heap.allocate(2 ** 20)!;
    heap.allocate(64);
    heap.release(address);
    for (const bytes of [2 ** 32 - 128, 2 ** 32, 2 ** 32 + 64, 2 ** 40]) assert.isUndefined(heap.allocate(bytes));
    assert.equal(heap.allocate(2 ** 20), address);
  });

  it('grows, and views made before stay valid', () => {
    const heap = new WasmHeap();
    const view = new Float32Array(heap.memory.buffer, heap.allocate(16), 4);
    view.set([1, 2, 3, 4]);
    const size = heap.memory.buffer.byteLength;
    heap.allocate(8 * 2 ** 20);
    assert.isAbove(heap.memory.buffer.byteLength, size);
    assert.deepEqual([...view], [1, 2, 3, 4]);
  });

  it('refuses an address at which no block begins', () => {
    const heap = new WasmHeap();
    const address = heap.allocate(4)!;
    assert.throws(() => heap.release(64), 'WasmHeap.release: address must be that of a block, got 64');
    heap.release(address);
    const message = `WasmHeap.release: address must be that of a block, got ${address}`;
    assert.throws(() => heap.release(address), message);
  });

  it('finds, guarded, what was written one byte behind a block', () => {
    const heap = new WasmHeap(2 ** 20, true);
    const address = heap.allocate(64)!;
    heap.checkGuards();
    new Uint8Array(heap.memory.buffer)[address + 64] = 0;
    const message = `WasmHeap: the 64 bytes at ${address} must end there, got something written behind them`;
    assert.throws(() => heap.checkGuards(), message);
    assert.throws(() => heap.release(address), message);
  });
});
