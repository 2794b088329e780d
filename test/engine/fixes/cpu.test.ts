import * as tf from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import fc from 'fast-check';
import { assertClose, assertSameBits } from '../../helpers/assertClose.js';
import { Random } from '../../float64/random.js';

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Calls `visit` with every position of a shape. */
function forEachPosition(shape: readonly number[], visit: (position: number[], index: number) => void): void {
  for (let index = 0; index < sizeOf(shape); index++) {
    let rest = index;
    const position = [...shape].reverse().map((size) => {
      const at = rest % size;
      rest = Math.floor(rest / size);
      return at;
    });
    visit(position.reverse(), index);
  }
}

const indexIn = (shape: readonly number[], position: readonly number[]): number =>
  shape.reduce(
    (index, size, axis) => index * size + (size === 1 ? 0 : position[axis + position.length - shape.length]),
    0,
  );

const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 5 });
const special = fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, 1.5, -2);

/** Checks a kernel on tensors that are freed afterwards. */
function check(f: () => void): void {
  tf.tidy(() => {
    f();
    return [];
  });
}

describe('cpu kernels', () => {
  const operations: [string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor, (a: number, b: number) => number][] = [
    ['add', tf.add, (a, b) => a + b],
    ['sub', tf.sub, (a, b) => a - b],
    ['mul', tf.mul, (a, b) => a * b],
    ['div', tf.div, (a, b) => a / b],
    ['maximum', tf.maximum, Math.max],
    ['minimum', tf.minimum, Math.min],
  ];
  for (const [name, operation, naive] of operations) {
    it(`${name} broadcasts either side, with NaN and infinities`, () => {
      const cases = fc.tuple(
        shapes,
        fc.infiniteStream(fc.boolean()),
        fc.infiniteStream(special),
        fc.nat(5),
        fc.boolean(),
      );
      fc.assert(
        fc.property(cases, ([shape, stretch, values, dropped, left]) => {
          check(() => {
            const other = shape.map((size) => (stretch.next().value ? 1 : size)).slice(Math.min(dropped, shape.length));
            const [a, b] = left ? [other, shape] : [shape, other];
            const draw = (of: number[]): Float32Array =>
              Float32Array.from({ length: sizeOf(of) }, () => values.next().value as number);
            const [x, y] = [draw(a), draw(b)];
            const got = operation(tf.tensor(x, a, 'float32'), tf.tensor(y, b, 'float32'));
            assert.deepEqual(got.shape, shape);
            const want = new Float32Array(sizeOf(shape));
            forEachPosition(shape, (at, i) => (want[i] = naive(x[indexIn(a, at)], y[indexIn(b, at)])));
            assertSameBits(got, want, name);
          });
        }),
        { numRuns: 300 },
      );
    });
  }

  it('leave integers to the original', () => {
    check(() => {
      const sum = tf.add(tf.tensor([[1], [2]], [2, 1], 'int32'), tf.tensor([10, 20], [2], 'int32'));
      assert.equal(sum.dtype, 'int32');
      assertSameBits(sum, [11, 21, 12, 22]);
    });
  });

  it('multiply matrices of any size, batch and transposition', () => {
    const size = fc.integer({ min: 1, max: 9 });
    const batches = fc.constantFrom(
      [[], []],
      [[3], [3]],
      [[1], [3]],
      [[3], [1]],
      [
        [2, 3],
        [2, 3],
      ],
      [[2, 3], []],
      [[1], [2, 2]],
    );
    fc.assert(
      fc.property(
        size,
        size,
        size,
        batches,
        fc.boolean(),
        fc.boolean(),
        fc.nat(),
        (m, k, n, [ba, bb], ta, tb, seed) => {
          check(() => {
            const random = new Random(seed);
            const a = random.normals([...ba, ...(ta ? [k, m] : [m, k])]);
            const b = random.normals([...bb, ...(tb ? [n, k] : [k, n])]);
            const got = tf.matMul(tf.tensor(a.values, [...a.shape]), tf.tensor(b.values, [...b.shape]), ta, tb);
            const lead = ba.length > bb.length || (ba.length === bb.length && ba[0] !== 1) ? ba : bb;
            assert.deepEqual(got.shape, [...lead, m, n]);
            const want = new Array<number>(got.size).fill(0);
            forEachPosition([...lead, m, n], (at, index) => {
              const [row, column] = at.slice(-2);
              const batch = at.slice(0, -2);
              for (let i = 0; i < k; i++) {
                const left =
                  a.values[indexIn(a.shape, [...batch, ...(ta ? [i, row] : [row, i])].slice(-a.shape.length))];
                const right =
                  b.values[indexIn(b.shape, [...batch, ...(tb ? [column, i] : [i, column])].slice(-b.shape.length))];
                want[index] += left * right;
              }
            });
            assertClose(got, want, 1e-5, `matMul ${seed}`);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('sum over any axes', () => {
    fc.assert(
      fc.property(shapes, fc.infiniteStream(fc.boolean()), fc.boolean(), fc.nat(), (shape, chosen, keepDims, seed) => {
        check(() => {
          const axes = [...shape.keys()].filter(() => chosen.next().value);
          const x = new Random(seed).normals(shape);
          const got = tf.sum(tf.tensor(x.values, shape, 'float32'), axes.length > 0 ? axes : undefined, keepDims);
          const summed = axes.length > 0 ? axes : [...shape.keys()];
          const kept = shape.map((size, axis) => (summed.includes(axis) ? 1 : size));
          const want = new Array<number>(sizeOf(kept)).fill(0);
          forEachPosition(shape, (at, i) => (want[indexIn(kept, at)] += x.values[i]));
          assert.deepEqual(got.shape, keepDims ? kept : shape.filter((_, axis) => !summed.includes(axis)));
          assertClose(got, want, 2e-5, `sum ${seed}`);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('transpose by any permutation, and repeat axes of size 1', () => {
    const types = fc.constantFrom<'float32' | 'int32' | 'bool'>('float32', 'int32', 'bool');
    fc.assert(
      fc.property(
        shapes,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        types,
        (shape, order, dtype) => {
          check(() => {
            const weights = shape.map(() => order.next().value as number);
            const permutation = [...shape.keys()].sort((a, b) => weights[a] - weights[b]);
            const values = Array.from({ length: sizeOf(shape) }, (_, i) => (dtype === 'bool' ? i % 2 : i));
            const x = tf.tensor(values, shape, dtype);
            const got = tf.transpose(x, permutation);
            assert.equal(got.dtype, dtype);
            assert.deepEqual(
              got.shape,
              permutation.map((axis) => shape[axis]),
            );
            const want = new Array<number>(values.length);
            forEachPosition(
              shape,
              (at, i) =>
                (want[
                  indexIn(
                    got.shape,
                    permutation.map((axis) => at[axis]),
                  )
                ] = values[i]),
            );
            if (!got.shape.includes(1)) assertSameBits(got, want);
            const reps = shape.map((size) => (size === 1 ? 3 : 1));
            if (shape.length > 0) {
              const tiled = tf.tile(x, reps);
              const repeated = new Array<number>(tiled.size);
              forEachPosition(tiled.shape, (at, i) => (repeated[i] = values[indexIn(shape, at)]));
              assertSameBits(tiled, repeated);
            }
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('add rows by segment, leaving out ids outside', () => {
    check(() => {
      const rows = tf.tensor([
        [1, 2],
        [3, 4],
        [5, 6],
        [7, 8],
        [9, 10],
      ]);
      const ids = tf.tensor1d([2, 0, 2, -1, 7], 'int32');
      assertSameBits(tf.unsortedSegmentSum(rows, ids, 3), [3, 4, 0, 0, 6, 8]);
    });
  });

  it('read each row of a segment sum once, whatever the number of segments', () => {
    const read = (numSegments: number): number => {
      let count = 0;
      const values = new Proxy(new Float32Array(64), {
        get: (target, key) => {
          if (typeof key === 'string' && /^\d+$/.test(key)) count++;
          return Reflect.get(target, key) as unknown;
        },
      });
      const kernel = tf.getKernel('UnsortedSegmentSum', 'cpu').kernelFunc;
      const data = new Map<object, { values: unknown }>();
      const [x, segmentIds] = [{}, {}];
      data.set(x, { values }).set(segmentIds, { values: new Int32Array(16) });
      const backend = { data, makeTensorInfo: () => ({}) };
      const inputs = {
        x: { dataId: x, shape: [16, 4], dtype: 'float32' },
        segmentIds: { dataId: segmentIds, shape: [16], dtype: 'int32' },
      };
      kernel({ inputs, attrs: { numSegments }, backend } as unknown as Parameters<typeof kernel>[0]);
      return count;
    };
    assert.equal(read(1), 64);
    assert.equal(read(1000), 64);
  });
});
