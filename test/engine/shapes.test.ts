import { tidy, zeros } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import fc from 'fast-check';
import {
  checkBroadcasts,
  checkShape,
  checkSizes,
  formatShape,
  resolveAxis,
  shapeMatches,
  sizeOf,
  type ExpectedSize,
} from '../../src/engine/shapes.js';

describe('formatShape', () => {
  it('writes shapes as people do', () => {
    assert.equal(formatShape([2, 'any', 16]), '[2, any, 16]');
    assert.equal(formatShape([]), '[]');
  });
});

describe('shapeMatches', () => {
  const cases: [number[], ExpectedSize[], boolean][] = [
    [[2, 3], [2, 3], true],
    [[2, 3], [2, 'any'], true],
    [[2, 0], ['any', 'any'], true],
    [[], [], true],
    [[2, 3], [3, 2], false],
    [[2, 3], [2], false],
    [[2], [2, 'any'], false],
    [[1, 3], [2, 3], false],
  ];
  for (const [shape, expected, matches] of cases) {
    it(`${matches ? 'takes' : 'refuses'} ${formatShape(shape)} for ${formatShape(expected)}`, () => {
      assert.equal(shapeMatches(shape, expected), matches);
    });
  }
});

describe('checkShape', () => {
  it('takes a tensor of the shape, and names what came otherwise', () => {
    tidy(() => {
      checkShape('here', 'x', zeros([2, 5]), [2, 'any']);
      checkShape('here', 'x', zeros([]), []);
      const message = 'mixHeads: weight must have shape [4, any], got [3, 3]';
      assert.throws(() => checkShape('mixHeads', 'weight', zeros([3, 3]), [4, 'any']), message);
    });
  });
});

describe('checkSizes', () => {
  it('takes lists of sizes, also empty ones', () => {
    for (const shape of [[], [2, 0, 5]]) checkSizes('randomNormal', 'shape', shape);
  });

  const others: [unknown, string][] = [
    [2, '2'],
    [[1.5], '[1.5]'],
    [[-1], '[-1]'],
    [['2'], '["2"]'],
    [Int32Array.of(2), 'an instance of Int32Array'],
  ];
  for (const [shape, got] of others) {
    it(`refuses ${got}`, () => {
      const message = `randomNormal: shape must be a list of whole numbers, at least 0, got ${got}`;
      assert.throws(() => checkSizes('randomNormal', 'shape', shape), Error, message);
    });
  }
});

describe('checkBroadcasts', () => {
  const cases: [number[], number[], boolean][] = [
    [[2, 4, 5, 5], [2, 4, 5, 5], true],
    [[2, 1, 5, 1], [2, 4, 5, 5], true],
    [[5], [2, 4, 5, 5], true],
    [[], [2, 4], true],
    [[1, 1], [2, 4], true],
    [[3, 4, 5, 5], [2, 4, 5, 5], false],
    [[4, 5], [2, 4, 5, 5], false],
    [[1, 2, 4], [2, 4], false],
    [[2, 4], [2, 1], false],
    [[2], [2, 4], false],
  ];
  for (const [shape, to, broadcasts] of cases) {
    it(`${broadcasts ? 'takes' : 'refuses'} ${formatShape(shape)} for ${formatShape(to)}`, () => {
      const check = (): void => checkBroadcasts('here', 'bias', shape, to);
      const message = `here: bias must broadcast to ${formatShape(to)}, got ${formatShape(shape)}`;
      if (broadcasts) check();
      else assert.throws(check, message);
    });
  }
});

describe('sizeOf', () => {
  it('counts the elements', () => {
    assert.equal(sizeOf([]), 1);
    assert.equal(sizeOf([2, 3, 4]), 24);
    assert.equal(sizeOf([2, 0, 4]), 0);
  });
});

describe('resolveAxis', () => {
  it('counts from the end below 0', () => {
    assert.deepEqual(
      [-3, -1, 0, 2].map((axis) => resolveAxis('here', 'axis', axis, 3)),
      [0, 2, 0, 2],
    );
  });

  it('gives what `at` gives', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: -6, max: 5 }), (rank, axis) => {
        fc.pre(axis >= -rank && axis < rank);
        const axes = Array.from({ length: rank }, (_, i) => i);
        assert.equal(resolveAxis('here', 'axis', axis, rank), axes.at(axis));
      }),
    );
  });

  for (const axis of [-4, 3, 0.5, NaN]) {
    it(`refuses ${axis} of 3`, () => {
      const message = `softmax: axis must be a whole number in [-3, 3), got ${axis}`;
      assert.throws(() => resolveAxis('softmax', 'axis', axis, 3), message);
    });
  }

  it('refuses any axis of a scalar', () => {
    assert.throws(() => resolveAxis('here', 'axis', 0, 0), 'here: axis must be a whole number in [0, 0), got 0');
  });
});
