import { assert } from 'chai';
import { divergingColor, divergingStops } from '../../../src/training/plots/divergingColor.js';

describe('divergingColor', () => {
  it('gives each stop at its place', () => {
    assert.deepEqual(
      divergingStops.map((_, i) => divergingColor((i - 5) / 5)),
      divergingStops,
    );
  });

  it('is blue below zero, white at zero, red above', () => {
    const channels = (value: number): number[] =>
      [1, 3, 5].map((start) => parseInt(divergingColor(value).slice(start, start + 2), 16));
    const [[lowRed, , lowBlue], [highRed, , highBlue]] = [channels(-0.5), channels(0.5)];
    assert.isAbove(lowBlue, lowRed);
    assert.isAbove(highRed, highBlue);
    assert.equal(divergingColor(0), '#f7f7f7');
  });

  it('mixes between stops', () => assert.equal(divergingColor(0.1), '#fae9df'));

  it('stays at the ends outside of the scale', () => {
    assert.deepEqual([divergingColor(-7), divergingColor(7)], [divergingColor(-1), divergingColor(1)]);
  });
});
