import { assert } from 'chai';
import { assertClose } from '../helpers/assertClose.js';
import { erf } from './erf.js';

describe('float64/erf', () => {
  // Abramowitz and Stegun, tables 7.1 and 7.3, and the integral evaluated to 40 digits.
  const known: [number, number][] = [
    [1e-300, 1.1283791670955126e-300],
    [1e-10, 1.1283791670955126e-10],
    [0.1, 0.1124629160182849],
    [0.5, 0.5204998778130465],
    [1, 0.8427007929497149],
    [1.5, 0.9661051464753108],
    [1.9999999, 0.9953222629522538],
    [2, 0.9953222650189527],
    [2.5, 0.999593047982555],
    [3, 0.9999779095030014],
    [4, 0.9999999845827421],
    [5, 0.9999999999984626],
  ];
  for (const [x, value] of known) {
    it(`is right to 1e-15 at ±${x}`, () => {
      assertClose([erf(x), erf(-x)], [value, -value], 1e-15 * value);
    });
  }

  it('has its limits, and keeps the sign of zero', () => {
    assert.deepEqual([erf(6), erf(Infinity), erf(-Infinity)], [1, 1, -1]);
    assert.isTrue(Object.is(erf(0), 0) && Object.is(erf(-0), -0));
    assert.isNaN(erf(NaN));
  });

  it('has the Gaussian as its slope, on both sides of where the method changes', () => {
    for (const x of [0.3, 1.2, 1.9, 2.1, 2.8]) {
      const slope = (erf(x + 1e-3) - erf(x - 1e-3)) / 2e-3;
      assertClose([slope], [(2 / Math.sqrt(Math.PI)) * Math.exp(-x * x)], 1e-6);
    }
  });
});
