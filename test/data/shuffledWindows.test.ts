import { assert } from 'chai';
import fc from 'fast-check';
import { shuffledWindows } from '../../src/data/shuffledWindows.js';
import { randomPermutation } from '../../src/engine/random/draw.js';
import { RandomKey } from '../../src/engine/random/RandomKey.js';

const key = RandomKey.fromSeed(3).fold('data');
const counting = (count: number): Int32Array => Int32Array.from({ length: count }, (_, i) => i);

/** Numbers of the windows in some batches, whose tokens count from 0. */
function windowsIn(options: { tokens: Int32Array; batchSize: number; length: number }, batches: number[]): number[] {
  return batches.flatMap((batch) => {
    const { inputs } = shuffledWindows({ ...options, key, batch });
    return Array.from({ length: options.batchSize }, (_, row) => inputs[row * options.length] / options.length);
  });
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('shuffledWindows', () => {
  it('gives pieces of the text and the tokens that follow', () => {
    const tokens = Int32Array.from({ length: 40 }, (_, i) => 1000 + i);
    const { inputs, targets, shape } = shuffledWindows({ tokens, batchSize: 5, length: 7, key, batch: 2 });
    assert.deepEqual(shape, [5, 7]);
    for (let row = 0; row < 5; row++) {
      const first = inputs[row * 7] - 1000;
      assert.equal(first % 7, 0);
      assert.deepEqual([...inputs.subarray(row * 7, row * 7 + 7)], [...tokens.subarray(first, first + 7)]);
      assert.deepEqual([...targets.subarray(row * 7, row * 7 + 7)], [...tokens.subarray(first + 1, first + 8)]);
    }
  });

  it('gives every window exactly once in each epoch, whatever the batches', () => {
    const sizes = { length: fc.integer({ min: 1, max: 5 }), batchSize: fc.integer({ min: 1, max: 9 }) };
    fc.assert(
      fc.property(fc.record({ ...sizes, more: fc.nat(30) }), ({ length, batchSize, more }) => {
        const tokens = counting(length + 1 + more);
        const count = Math.floor((tokens.length - 1) / length);
        const numBatches = Math.ceil((3 * count) / batchSize);
        const windows = windowsIn({ tokens, batchSize, length }, upTo(numBatches));
        for (const epoch of [0, 1, 2]) {
          const ofEpoch = windows.slice(epoch * count, (epoch + 1) * count);
          assert.deepEqual(
            [...ofEpoch].sort((a, b) => a - b),
            upTo(count),
            `epoch ${epoch}`,
          );
        }
      }),
    );
  });

  it('orders each epoch by the permutation of the key folded with its number', () => {
    // A batch of 8 holds the end of epoch 0, all of epoch 1 and the begin of epoch 2.
    const windows = windowsIn({ tokens: counting(8), batchSize: 8, length: 2 }, [0]);
    const orders = [0, 1, 2].flatMap((epoch) => [...randomPermutation(key.fold(epoch), 3)]);
    assert.deepEqual(windows, orders.slice(0, 8));
  });

  it('has another order in every epoch, and under another key', () => {
    const options = { tokens: counting(101), batchSize: 50, length: 2, key };
    const batches = [0, 1, 2, 3].map((batch) => shuffledWindows({ ...options, batch }).inputs.join());
    batches.push(shuffledWindows({ ...options, key: key.fold('x'), batch: 0 }).inputs.join());
    assert.equal(new Set(batches).size, 5);
    assert.notInclude(batches, counting(100).join());
  });

  it('puts every window at every place equally often', () => {
    const [count, epochs] = [5, 4000];
    const windows = windowsIn({ tokens: counting(count + 1), batchSize: count * epochs, length: 1 }, [0]);
    const counts = new Array<number>(count * count).fill(0);
    windows.forEach((window, i) => counts[(i % count) * count + window]++);
    const expected = epochs / count;
    const chiSquare = counts.reduce((sum, one) => sum + (one - expected) ** 2 / expected, 0);
    // 99.9% of χ² with 16 degrees of freedom.
    assert.isBelow(chiSquare, 39.25);
  });

  it('gives the same batch for the same key and number, whatever came before', () => {
    const options = { tokens: counting(60), batchSize: 7, length: 3, key };
    const numbers = upTo(12);
    const forwards = numbers.map((batch) => shuffledWindows({ ...options, batch }));
    const backwards = [...numbers].reverse().map((batch) => shuffledWindows({ ...options, batch }));
    assert.deepEqual(backwards.reverse(), forwards);
    // Other texts and keys in between, more than are kept.
    const between = numbers.map((batch) => {
      for (const other of [1, 2, 3]) shuffledWindows({ ...options, tokens: counting(20), key: key.fold(other), batch });
      return shuffledWindows({ ...options, batch });
    });
    assert.deepEqual(between, forwards);
  });

  it('draws the order of an epoch once, also where two texts take turns', () => {
    const { block } = Object.getOwnPropertyDescriptors(RandomKey.prototype);
    let drawn = 0;
    const counted = function (this: RandomKey, ...counter: Parameters<RandomKey['block']>): [number, number] {
      drawn++;
      return block.value!.apply(this, counter);
    };
    Object.defineProperty(RandomKey.prototype, 'block', { ...block, value: counted });
    try {
      const options = { batchSize: 7, length: 1, key: key.fold('once') };
      for (const batch of upTo(14)) {
        shuffledWindows({ ...options, tokens: counting(51), batch });
        shuffledWindows({ ...options, tokens: counting(11), batch });
      }
    } finally {
      Object.defineProperty(RandomKey.prototype, 'block', block);
    }
    // Two epochs of 50 windows and ten of 10: all but the first window of each is exchanged with one before.
    assert.equal(drawn, 2 * 49 + 10 * 9);
  });

  it('leaves what was given alone, and gives batches of their own', () => {
    const tokens = counting(10);
    const options = { tokens, batchSize: 2, length: 3, key, batch: 0 };
    const first = shuffledWindows(options);
    const copy = structuredClone(first);
    first.inputs.fill(-1);
    first.targets.fill(-1);
    assert.deepEqual(shuffledWindows(options), copy);
    assert.deepEqual(tokens, counting(10));
  });

  it('takes a text of just one window', () => {
    const { inputs, targets } = shuffledWindows({ tokens: counting(4), batchSize: 2, length: 3, key, batch: 9 });
    assert.deepEqual([...inputs], [0, 1, 2, 0, 1, 2]);
    assert.deepEqual([...targets], [1, 2, 3, 1, 2, 3]);
  });

  it('takes the last batch whose windows can be numbered, and none behind', () => {
    const options = { tokens: counting(4), batchSize: 2, length: 3, key };
    const last = 2 ** 52 - 2;
    assert.deepEqual([...shuffledWindows({ ...options, batch: last }).inputs], [0, 1, 2, 0, 1, 2]);
    assert.throws(
      () => shuffledWindows({ ...options, batch: last + 1 }),
      `shuffledWindows: batch must be a whole number, at least 0, at most ${last}, got ${last + 1}`,
    );
  });

  it('refuses sizes, numbers and texts that are out of range', () => {
    const says = (options: object, message: string): unknown =>
      assert.throws(
        () => shuffledWindows({ tokens: counting(4), batchSize: 1, length: 3, key, batch: 0, ...options }),
        `shuffledWindows: ${message}`,
      );
    for (const size of [0, -1, 1.5, NaN]) {
      says({ batchSize: size }, `batchSize must be a positive whole number, got ${size}`);
      says({ length: size }, `length must be a positive whole number, got ${size}`);
    }
    says({ batch: -1 }, 'batch must be a whole number, at least 0');
    says({ batch: 0.5 }, 'batch must be a whole number, at least 0');
    says({ tokens: counting(3) }, 'tokens must be at least length + 1 = 4, got 3');
    says({ tokens: [0, 1, 2, 3] }, 'tokens must be an Int32Array, got [0,1,2,3]');
    says({ key: 7 }, 'key must be a RandomKey, got 7');
  });
});
