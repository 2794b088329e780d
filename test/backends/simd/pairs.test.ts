import * as tf from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { assertUnits } from './assertUnits.js';
import { onCpu } from './onCpu.js';
import { onSmallMemory } from './onSmallMemory.js';

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Numbers in (−2, 2), some of them the same in `a` and `b`, zeros among them. */
function floats(size: number, seed: number): number[] {
  return Array.from({ length: size }, (_, i) =>
    i % 5 === 0 ? (i % 3) - 1 : Math.fround(2 * Math.sin(i * 12.9 + seed)),
  );
}

/** Every way in which short and long rows, planes, single numbers and nothing are stretched. */
const SHAPES: [number[], number[]][] = [
  [[], []],
  [[1, 1], [1]],
  [[0], [1]],
  [[2, 0, 3], [3]],
  [[7], []],
  [[], [5, 9]],
  [[257], [257]],
  ...[1, 2, 3, 4, 5, 7, 15, 16, 17, 31, 64, 65].flatMap((width): [number[], number[]][] => [
    [[53, width], [width]],
    [
      [53, width],
      [53, 1],
    ],
    [[53, 1], [width]],
    [
      [3, 41, width],
      [3, 1, width],
    ],
    [
      [3, 41, width],
      [3, 1, 1],
    ],
    [
      [3, 41, width],
      [41, 1],
    ],
    [
      [3, 1, width],
      [41, 1],
    ],
    [
      [3, 2, width],
      [2, width],
    ],
  ]),
  [
    [2, 1, 3, 1, 2, 1],
    [1, 4, 1, 5, 2, 3],
  ],
  [
    [2, 3, 1, 2, 1, 2],
    [3, 4, 1, 5, 1],
  ],
  [
    [2, 2, 2, 2, 2, 2],
    [2, 1, 2, 1, 2, 1],
  ],
];

/** Several tasks, which begin within rows. */
const LARGE: typeof SHAPES = [
  [[4, 50_021], [50_021]],
  [
    [4, 50_021],
    [4, 1],
  ],
  [[70_001, 3], [3]],
  [
    [70_001, 3],
    [70_001, 1],
  ],
  [
    [50_003, 4],
    [50_003, 1],
  ],
  [
    [50_003, 1],
    [1, 4],
  ],
  [
    [3, 9_001, 7],
    [3, 1, 7],
  ],
];

/** Two shapes, what both are stretched to, and for each element of that where it is in the two tensors. */
interface Case {
  from: [number[], number[]];
  shape: number[];
  places: [Int32Array, Int32Array];
}

let cases: Case[] = [];
let largeCases: Case[] = [];

function casesOf(shapes: typeof SHAPES): Case[] {
  return shapes
    .flatMap(([a, b]) => [
      [a, b],
      [b, a],
    ])
    .map(([a, b]) => {
      const shape = tf.backend_util.assertAndGetBroadcastShape(a, b);
      return { from: [a, b], shape, places: [placesIn(a, shape), placesIn(b, shape)] };
    });
}

/** Where each element of a stretched shape is in a tensor. */
function placesIn(from: readonly number[], shape: readonly number[]): Int32Array {
  const strides = from.map((size, axis) => (size === 1 ? 0 : sizeOf(from.slice(axis + 1))));
  const outer = shape.length - from.length;
  return Int32Array.from({ length: sizeOf(shape) }, (_, index) => {
    let place = 0;
    for (let axis = shape.length - 1; axis >= outer; axis--) {
      place += (index % shape[axis]) * strides[axis - outer];
      index = Math.floor(index / shape[axis]);
    }
    return place;
  });
}

type Op = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
type Exact = (a: number, b: number) => number;

const inType: Record<string, (value: number) => number> = {
  float32: (value) => value,
  int32: (value) => Math.round(value * 9) || 0,
  bool: (value) => Number(value > 0),
};

/** Holds an operation to its definition, in large cases where it stands for its family. */
function testShapes(op: Op, exact: Exact, dtype: 'float32' | 'int32' | 'bool', units: number): void {
  const standsForFamily = op === tf.add || op === tf.greater || op === tf.logicalAnd;
  for (const { from, shape, places } of standsForFamily ? [...cases, ...largeCases] : cases) {
    const [a, b] = from.map((own, i) => floats(sizeOf(own), i + 1).map(inType[dtype]));
    const want = Array.from(places[0], (place, i) => exact(a[place], b[places[1][i]]));
    tf.tidy(() => {
      const result = op(tf.tensor(a, from[0], dtype), tf.tensor(b, from[1], dtype));
      assert.deepEqual(result.shape, shape);
      assertUnits(result, want, units);
    });
  }
}

const FLOATS: [string, Op, Exact, units: number][] = [
  ['add', tf.add, (a, b) => a + b, 0.5],
  ['sub', tf.sub, (a, b) => a - b, 0.5],
  ['mul', tf.mul, (a, b) => a * b, 0.5],
  ['div', tf.div, (a, b) => a / b, 0.5],
  ['maximum', tf.maximum, Math.max, 0],
  ['minimum', tf.minimum, Math.min, 0],
  ['prelu', tf.prelu, (a, b) => (a < 0 ? b * a : a), 0.5],
  ['pow', tf.pow, Math.pow, 0.6],
];

const COMPARISONS: [string, Op, Exact, string][] = [
  ['equal', tf.equal, (a, b) => Number(a === b), tf.Equal],
  ['notEqual', tf.notEqual, (a, b) => Number(a !== b), tf.NotEqual],
  ['greater', tf.greater, (a, b) => Number(a > b), tf.Greater],
  ['greaterEqual', tf.greaterEqual, (a, b) => Number(a >= b), tf.GreaterEqual],
  ['less', tf.less, (a, b) => Number(a < b), tf.Less],
  ['lessEqual', tf.lessEqual, (a, b) => Number(a <= b), tf.LessEqual],
];

const SPECIAL = [
  0,
  -0,
  1,
  -1,
  NaN,
  Infinity,
  -Infinity,
  1e-40,
  -1e-40,
  3.4e38,
  -3.4e38,
  1e-45,
  2,
  3,
  -3,
  0.5,
  -0.5,
  0.1,
];
const LIMITS = [0, 1, -1, 2147483647, -2147483648, 65536, -65537, 46341, 1234567891];

/** Every pair of some values. */
function pairsOf(values: readonly number[], dtype: tf.DataType): [tf.Tensor, tf.Tensor] {
  return [tf.tensor2d([...values], [values.length, 1], dtype), tf.tensor1d([...values], dtype)];
}

describe('simd: two tensors, stretched in every way', () => {
  before(() => {
    cases = casesOf(SHAPES);
    largeCases = casesOf(LARGE);
  });
  after(() => {
    cases = [];
    largeCases = [];
  });

  for (const [name, op, exact, units] of FLOATS) {
    it(
      `${name} of float32`,
      onSmallMemory(() => testShapes(op, exact, 'float32', units)),
    );
  }
  for (const [name, op, exact] of COMPARISONS) {
    it(
      `${name} of float32`,
      onSmallMemory(() => testShapes(op, exact, 'float32', 0)),
    );
    it(
      `${name} of int32`,
      onSmallMemory(() => testShapes(op, exact, 'int32', 0)),
    );
  }
  it(
    'add of int32',
    onSmallMemory(() => testShapes(tf.add, (a, b) => a + b, 'int32', 0)),
  );
  it(
    'logicalAnd',
    onSmallMemory(() => testShapes(tf.logicalAnd, (a, b) => a && b, 'bool', 0)),
  );
  it(
    'logicalOr',
    onSmallMemory(() => testShapes(tf.logicalOr, (a, b) => a || b, 'bool', 0)),
  );
});

describe('simd: every pair of special numbers', () => {
  it(
    'comparisons and prelu are those of the cpu backend',
    onSmallMemory(() => {
      for (const [, op, , kernelName] of COMPARISONS) {
        for (const [values, dtype] of [
          [SPECIAL, 'float32'],
          [LIMITS, 'int32'],
        ] as const) {
          tf.tidy(() => {
            const [a, b] = pairsOf(values, dtype);
            assert.deepEqual([...op(a, b).dataSync()], onCpu(kernelName, { a, b }));
          });
        }
      }
      tf.tidy(() => {
        const [x, alpha] = pairsOf(SPECIAL, 'float32');
        assert.deepEqual([...tf.prelu(x, alpha).dataSync()], onCpu(tf.Prelu, { x, alpha }));
      });
    }),
  );

  it(
    'powers are those of Math.pow, and quick ones of single numbers too',
    onSmallMemory(() => {
      const [bases, exponents] = [SPECIAL, [...SPECIAL, -2, 4, 16777216, 16777217, 1.5, 1e30, -1e30]].map((values) => [
        ...Float32Array.from(values),
      ]);
      tf.tidy(() => {
        const want = bases.flatMap((x) => exponents.map((y) => x ** y));
        assertUnits(tf.pow(tf.tensor2d(bases, [bases.length, 1]), tf.tensor1d(exponents)), want, 1);
        for (const y of exponents) {
          assertUnits(
            tf.pow(tf.tensor1d(bases), tf.scalar(y)),
            bases.map((x) => x ** y),
            2,
          );
        }
        // A single exponent of higher rank gives its rank to the result.
        assert.deepEqual(tf.pow(tf.scalar(3) as tf.Tensor, tf.tensor2d([[2]])).arraySync(), [[9]]);
      });
    }),
  );

  it(
    'powers near 1 with large exponents, where the logarithm must have all digits',
    onSmallMemory(() => {
      const x = Float32Array.from({ length: 4000 }, (_, i) => 1 + (i - 2000) * 2 ** -23);
      const y = Float32Array.from({ length: 4000 }, (_, i) => 1000 * (i + 1) * (i % 2 === 0 ? 1 : -1));
      const want = Array.from(x, (value, i) => value ** y[i]);
      tf.tidy(() => assertUnits(tf.pow(tf.tensor1d(x), tf.tensor1d(y)), want, 1));
    }),
  );

  it(
    'whole numbers wrap as 32 bits do',
    onSmallMemory(() => {
      const wrapped = (exact: (a: bigint, b: bigint) => bigint): number[] =>
        LIMITS.flatMap((a) => LIMITS.map((b) => Number(BigInt.asIntN(32, exact(BigInt(a), BigInt(b))))));
      tf.tidy(() => {
        const [a, b] = pairsOf(LIMITS, 'int32');
        assert.deepEqual(
          [...tf.add(a, b).dataSync()],
          wrapped((x, y) => x + y),
        );
        assert.deepEqual(
          [...tf.sub(a, b).dataSync()],
          wrapped((x, y) => x - y),
        );
        assert.deepEqual(
          [...tf.mul(a, b).dataSync()],
          wrapped((x, y) => x * y),
        );
        assert.deepEqual(
          [...tf.maximum(a, b).dataSync()],
          wrapped((x, y) => (x > y ? x : y)),
        );
        assert.deepEqual(
          [...tf.minimum(a, b).dataSync()],
          wrapped((x, y) => (x < y ? x : y)),
        );
        assert.equal(tf.mul(a, b).dtype, 'int32');
      });
    }),
  );

  it(
    'the gradient of elu',
    onSmallMemory(() => {
      tf.tidy(() => {
        const y = tf.tensor1d([...SPECIAL, -0.75, -1]);
        const dy = tf.tensor1d(floats(y.size, 3));
        const gradient: tf.Tensor = tf.engine().runKernel(tf.EluGrad, { dy, y });
        assertUnits(gradient, onCpu(tf.EluGrad, { dy, y }), 2);
      });
    }),
  );

  it(
    'shapes that do not fit give the error of TensorFlow.js',
    onSmallMemory(() => {
      tf.tidy(() => {
        assert.throws(
          () => tf.add(tf.zeros([2, 3]), tf.zeros([2])),
          'Operands could not be broadcast together with shapes 2,3 and 2.',
        );
      });
    }),
  );
});
