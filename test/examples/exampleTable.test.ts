import { assert } from 'chai';
import { exampleTable } from './exampleTable.js';

describe('exampleTable', () => {
  it('has a line per example and marks those that failed', () => {
    const figure = { name: 'accuracy', got: 0.9, toReach: 'at least 0.8', reached: true };
    const table = exampleTable([
      { file: '01-one.ts', figure, passed: true, printed: '', minutes: 1.26 },
      { file: '02-another.ts', figure: undefined, passed: false, printed: '', minutes: 0 },
    ]);
    assert.deepEqual(table.split('\n'), [
      'example        figure        to reach      got  minutes',
      '01-one.ts      accuracy      at least 0.8  0.9  1.3',
      '02-another.ts  none printed                     0.0  FAILED',
    ]);
  });
});
