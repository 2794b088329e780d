import { assert } from 'chai';
import { GradientReport } from '../../src/testing/GradientReport.js';

describe('GradientReport', () => {
  it('prints a table with its columns aligned', () => {
    const report = new GradientReport(5e-4, [
      { name: 'attention.query.kernel', directions: 8, error: 1.234e-5 },
      { name: 'x', directions: 16, error: 0 },
    ]);
    assert.equal(
      String(report),
      [
        'input                   directions  error',
        'attention.query.kernel           8  1.2e-5',
        'x                               16  0.0e+0',
        'passed: errors up to 5.0e-4 are allowed',
      ].join('\n'),
    );
  });

  it('marks the rows that failed', () => {
    const errors = [5e-4, 6e-4, NaN, Infinity];
    const report = new GradientReport(
      5e-4,
      errors.map((error, i) => ({ name: `inputs[${i}]`, directions: 8, error })),
    );
    assert.equal(
      String(report),
      [
        'input      directions  error',
        'inputs[0]           8  5.0e-4',
        'inputs[1]           8  6.0e-4  failed',
        'inputs[2]           8  NaN  failed',
        'inputs[3]           8  Infinity  failed',
        'failed: errors up to 5.0e-4 are allowed',
      ].join('\n'),
    );
  });

  it('passes when every error is within the tolerance, and no other way', () => {
    const passed = (...errors: number[]): boolean =>
      new GradientReport(
        0.1,
        errors.map((error) => ({ name: 'x', directions: 1, error })),
      ).passed;
    assert.isTrue(passed(0.1, 0));
    assert.isFalse(passed(0, 0.11));
    assert.isFalse(passed(NaN, 0));
    assert.isFalse(passed(0, Infinity));
  });
});
