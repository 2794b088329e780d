import { assert } from 'chai';
import fc from 'fast-check';
import { consecutiveWindows, randomWindows } from '../../src/data/tokenWindows.js';
import { RandomKey } from '../../src/engine/random/RandomKey.js';

const key = RandomKey.fromSeed(3).fold('data');
const counting = (count: number): Int32Array => Int32Array.from({ length: count }, (_, i) => i);

describe('randomWindows', () => {
  it('gives pieces of the text and the tokens that follow', () => {
    const tokens = Int32Array.from({ length: 40 }, (_, i) => 1000 + i);
    const { inputs, targets, shape } = randomWindows({ tokens, batchSize: 5, length: 7, key, step: 2 });
    assert.deepEqual(shape, [5, 7]);
    for (let row = 0; row < 5; row++) {
      const first = inputs[row * 7] - 1000;
      assert.deepEqual([...inputs.subarray(row * 7, row * 7 + 7)], [...tokens.subarray(first, first + 7)]);
      assert.deepEqual([...targets.subarray(row * 7, row * 7 + 7)], [...tokens.subarray(first + 1, first + 8)]);
    }
  });

  it('gives the same batch for the same key and step, whatever came before', () => {
    const options = { tokens: counting(1000), batchSize: 4, length: 8, key };
    const forwards = [0, 1, 2, 3].map((step) => randomWindows({ ...options, step }));
    const backwards = [3, 2, 1, 0].map((step) => randomWindows({ ...options, step })).reverse();
    assert.deepEqual(backwards, forwards);
    const distinct = new Set(
      [...forwards, randomWindows({ ...options, key: key.fold('x'), step: 0 })].map((b) => b.inputs.join()),
    );
    assert.equal(distinct.size, 5);
  });

  it('keeps its first windows when the batch grows', () => {
    const options = { tokens: counting(1000), length: 8, key, step: 1 };
    const large = randomWindows({ ...options, batchSize: 6 }).inputs;
    assert.deepEqual(randomWindows({ ...options, batchSize: 3 }).inputs, large.slice(0, 24));
  });

  it('begins everywhere equally often, the first and last place included', () => {
    const [length, places, draws] = [4, 10, 20000];
    const { inputs } = randomWindows({ tokens: counting(length + places), batchSize: draws, length, key, step: 0 });
    const counts = new Array<number>(places).fill(0);
    for (let row = 0; row < draws; row++) counts[inputs[row * length]]++;
    const expected = draws / places;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 99.9% of χ² with 9 degrees of freedom.
    assert.isBelow(chiSquare, 27.88);
  });

  it('takes a text of just one window', () => {
    const { inputs, targets } = randomWindows({ tokens: counting(4), batchSize: 2, length: 3, key, step: 9 });
    assert.deepEqual([...inputs], [0, 1, 2, 0, 1, 2]);
    assert.deepEqual([...targets], [1, 2, 3, 1, 2, 3]);
  });
});

describe('consecutiveWindows', () => {
  it('gives the text in order, the last batch smaller', () => {
    const batches = [...consecutiveWindows({ tokens: counting(12), batchSize: 2, length: 3 })];
    assert.deepEqual(
      batches.map(({ inputs, targets, shape }) => [[...inputs], [...targets], shape]),
      [
        [
          [0, 1, 2, 3, 4, 5],
          [1, 2, 3, 4, 5, 6],
          [2, 3],
        ],
        [
          [6, 7, 8],
          [7, 8, 9],
          [1, 3],
        ],
      ],
    );
  });

  it('predicts each token once, but the first and fewer than a window at the end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(40),
        (length, batchSize, more) => {
          const tokens = counting(length + 1 + more);
          const batches = [...consecutiveWindows({ tokens, batchSize, length })];
          const targets = batches.flatMap((batch) => [...batch.targets]);
          assert.deepEqual(targets, [...tokens.subarray(1, targets.length + 1)]);
          assert.deepEqual(
            batches.flatMap((batch) => [...batch.inputs]),
            [...tokens.subarray(0, targets.length)],
          );
          assert.isBelow(tokens.length - 1 - targets.length, length);
          for (const { shape } of batches.slice(0, -1)) assert.deepEqual(shape, [batchSize, length]);
        },
      ),
    );
  });

  it('ends after the limit', () => {
    const options = { tokens: counting(100), batchSize: 2, length: 3 };
    const all = [...consecutiveWindows(options)];
    assert.deepEqual([...consecutiveWindows({ ...options, limit: 3 })], all.slice(0, 3));
    assert.deepEqual([...consecutiveWindows({ ...options, limit: 1000 })], all);
  });
});

describe('tokenWindows', () => {
  const options = { tokens: counting(4), batchSize: 1, length: 3 };
  for (const [where, call] of [
    ['randomWindows', (o: Partial<typeof options>) => randomWindows({ ...options, ...o, key, step: 0 })],
    // Not even started: the error comes from the call.
    ['consecutiveWindows', (o: Partial<typeof options>) => consecutiveWindows({ ...options, ...o })],
  ] as const) {
    it(`${where} refuses a text shorter than a window and its last target`, () => {
      const message = `${where}: tokens must be at least length + 1 = 4, got 3`;
      assert.throws(() => call({ tokens: counting(3) }), message);
    });

    for (const size of [0, -1, 1.5, NaN]) {
      it(`${where} refuses sizes of ${size}`, () => {
        for (const name of ['batchSize', 'length']) {
          const message = `${where}: ${name} must be a positive whole number, got ${size}`;
          assert.throws(() => call({ [name]: size }), message);
        }
      });
    }
  }

  it('consecutiveWindows refuses a limit of 0', () => {
    const message = 'consecutiveWindows: limit must be a positive whole number, got 0';
    assert.throws(() => consecutiveWindows({ ...options, limit: 0 }), message);
  });
});
