import type { Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import fc from 'fast-check';
import {
  getInitializer,
  MinMaxNorm,
  OrthogonalRegularizer,
  RadialConstraint,
  RandomKey,
  type KernelAxes,
} from '../../src/index.js';
import { assertFinite } from './assertRight.js';
import { hostileSpec, type HostileSpec } from './HostileSpec.js';
import { fill, float, shapeOfRank, size } from './TensorSpec.js';

const key = RandomKey.fromSeed(1);

interface Penalty {
  factor: number;
  mode: 'rows' | 'columns';
}

interface Norms {
  minValue: number;
  maxValue: number;
  rate: number;
  axis: number;
}

interface Start {
  className: string;
  shape: number[];
  axes: KernelAxes;
}

/** Regularizers and constraints beyond the first ones, and fans by the equation. */
export const penaltySpecs: HostileSpec[] = [
  hostileSpec<Penalty>({
    name: 'OrthogonalRegularizer',
    runs: 150,
    valid: fc
      .record({
        shape: shapeOfRank(2, 2),
        x: fill,
        factor: fc.constantFrom(0, 0.01, 1e30),
        mode: fc.constantFrom('rows' as const, 'columns' as const),
      })
      .map(({ shape, x, ...options }) => ({ tensors: { x: float(shape, x, 1e30) }, options })),
    hostile: { factor: [NaN, '1', 1e39, null], mode: ['row', '', 3, null] },
    run: ({ x }, options) => new OrthogonalRegularizer(options).loss(x),
    check: (got: Tensor, _, { factor }) => {
      assertFinite(got, []);
      // A mean of cosines lies between 0 and 1.
      const [loss] = got.dataSync();
      assert.isTrue(loss >= 0 && loss <= factor * (1 + 1e-5), `loss ${loss}`);
    },
  }),

  hostileSpec<Norms>({
    name: 'MinMaxNorm',
    runs: 150,
    valid: fc
      .record({
        shape: shapeOfRank(1, 6),
        x: fill,
        minValue: fc.constantFrom(0, 0.5, 1),
        maxValue: fc.constantFrom(1, 7, 1e300),
        rate: fc.constantFrom(0, 0.5, 1),
        axis: fc.constantFrom(0, -1),
      })
      .map(({ shape, x, ...options }) => ({ tensors: { x: float(shape, x, 1e30) }, options })),
    hostile: { minValue: [-1, 8, 1e38, '0'], maxValue: [NaN, -1], rate: [1.5, -1, null], axis: [9, 0.5, [], [0, 0]] },
    run: ({ x }, options) => new MinMaxNorm(options).apply(x),
    check: (got: Tensor, { x }, { maxValue, rate }) => {
      assertFinite(got, x.shape);
      if (rate < 1) return;
      assert.isTrue(got.dataSync().every((value) => Math.abs(value) <= maxValue * (1 + 1e-5)));
    },
  }),

  hostileSpec({
    name: 'RadialConstraint',
    runs: 100,
    valid: fc.record({ side: size, inputs: size, outputs: size, x: fill }).map(({ side, inputs, outputs, x }) => ({
      tensors: { x: float([side, side, inputs, outputs], x) },
      options: {},
    })),
    run: ({ x }) => new RadialConstraint().apply(x),
    check: (got: Tensor, { x }) => {
      assertFinite(got, x.shape);
      const known = new Set(x.values);
      const [side, , inputs, outputs] = x.shape;
      const [values, channels] = [got.dataSync(), inputs * outputs];
      values.forEach((value, i) => {
        assert.isTrue(known.has(value));
        // Turning a kernel by a quarter leaves it as it is.
        const place = Math.floor(i / channels);
        const turned = (place % side) * side + side - 1 - Math.floor(place / side);
        assert.equal(value, values[turned * channels + (i % channels)]);
      });
    },
  }),

  hostileSpec<Start>({
    name: 'connected fans',
    runs: 100,
    covers: ['getInitializer'],
    valid: fc
      .record({
        className: fc.constantFrom('VarianceScaling', 'GlorotUniform', 'HeNormal', 'Orthogonal', 'Ones'),
        shape: shapeOfRank(3, 6),
        axes: fc.constantFrom({ inputs: [0], outputs: [1, 2] }, { inputs: [-1, 0], outputs: [1] }),
      })
      .map((options) => ({ tensors: {}, options })),
    hostile: {
      shape: [[], [3], [2, 3], [-1], null],
      axes: [undefined, null, [], { inputs: [0] }, { inputs: [0], outputs: [0] }, { inputs: 'b', outputs: [] }],
    },
    run: (_, { className, shape, axes }) => {
      const config = /Orthogonal|Ones/.test(className) ? {} : { fans: 'connected' };
      return getInitializer({ className, config }).initialize(shape, key, axes);
    },
    check: (got, _, { shape }) => assertFinite(got, shape),
  }),
];
