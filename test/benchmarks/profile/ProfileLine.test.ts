import { assert } from 'chai';
import { profileLines, profileTable } from '../../../benchmarks/profile/ProfileLine.js';

const records = new Map([
  ['Add', { calls: 6, ms: 4, bytes: 8e6, operations: 0 }],
  ['BatchMatMul', { calls: 2, ms: 10, bytes: 3e6, operations: 200e6 }],
  ['Reshape', { calls: 4, ms: 1, bytes: 0, operations: 0 }],
]);

describe('profileLines', () => {
  it('is by step, the longest first, with JavaScript as what is left', () => {
    const lines = profileLines(records, 2, 10, { bytes: 4e6, operations: 40e6 });
    assert.deepEqual(lines, [
      { kernel: 'BatchMatMul', calls: 1, ms: 5, part: 0.5, bytes: 1.5e6, rate: 20, unit: 'GFLOP/s', share: 0.5 },
      { kernel: 'Add', calls: 3, ms: 2, part: 0.2, bytes: 4e6, rate: 2, unit: 'GB/s', share: 0.5 },
      { kernel: 'Reshape', calls: 2, ms: 0.5, part: 0.05, bytes: 0, rate: null, unit: 'GB/s', share: null },
      { kernel: 'JavaScript', calls: 0, ms: 2.5, part: 0.25, bytes: 0, rate: null, unit: 'GB/s', share: null },
    ]);
  });
});

describe('profileTable', () => {
  it('leaves room where there is nothing to tell', () => {
    assert.equal(
      profileTable(profileLines(records, 2, 10, { bytes: 4e6, operations: 40e6 })),
      `
| kernel      | calls |   ms | of the step |   MB |         rate | of ceiling |
| ----------- | ----: | ---: | ----------: | ---: | -----------: | ---------: |
| BatchMatMul |     1 | 5.00 |      50.0 % | 1.50 | 20.0 GFLOP/s |       0.50 |
| Add         |     3 | 2.00 |      20.0 % | 4.00 |    2.00 GB/s |       0.50 |
| Reshape     |     2 | 0.50 |       5.0 % |      |              |            |
| JavaScript  |       | 2.50 |      25.0 % |      |              |            |`.trim(),
    );
  });
});
