import { assert } from 'chai';
import { tensorStatistics } from '../../../src/training/inspect/tensorStatistics.js';
import { tensorTable, type TensorRow } from '../../../src/training/inspect/tensorTable.js';

const row = (name: string, dtype: string, shape: number[], values: ArrayLike<number>): TensorRow => ({
  ...{ name, dtype, shape, statistics: tensorStatistics(values) },
});

describe('tensorTable', () => {
  it('aligns words at their begins and numbers at their ends', () => {
    const rows = [
      row('dense.kernel', 'F32', [2, 2], [1, -1, 0, 0.5]),
      row('mask', 'BOOL', [3], Uint8Array.of(1, 1, 0)),
      row('spoilt', 'BF16', [2], [NaN, 1e9]),
    ];
    assert.deepEqual(tensorTable(rows).split('\n'), [
      'name          dtype  shape     mean  deviation  least  largest  zeros  non-finite',
      '─'.repeat(81),
      'dense.kernel  F32    [2, 2]   0.125     0.7395     -1        1      1           0',
      'mask          BOOL   [3]     0.6667     0.4714      0        1      1           0',
      'spoilt        BF16   [2]       1e+9          0   1e+9     1e+9      0           1',
      '─'.repeat(81),
      '3 tensors, 9 numbers, 23 bytes, 1 non-finite',
    ]);
  });

  it('cuts long names in their middle, and nothing else, to fit the width', () => {
    const long = 'decoder.blocks.11.attention.preSoftmaxWeight';
    const rows = [row(long, 'F32', [1], [1]), row('b', 'F32', [1], [2])];
    const widest = tensorTable(rows).split('\n');
    assert.include(widest[2], long);
    const lines = tensorTable(rows, { width: 100 }).split('\n');
    for (const line of lines.slice(0, -1)) assert.equal([...line].length, 100);
    assert.match(lines[2], /^decoder\.blocks\.1…\.preSoftmaxWeight {2}F32/);
    assert.match(lines[3], /^b +F32/);
    const narrow = tensorTable(rows, { width: 1 }).split('\n');
    assert.match(narrow[2], /^decod…Weight {2}F32/);
  });

  it('counts bytes by the bits that a type names', () => {
    const bytes: [dtype: string, bytes: number][] = [
      ['F64', 8000],
      ['I64', 8000],
      ['float32', 4000],
      ['int32', 4000],
      ['F16', 2000],
      ['F8_E4M3', 1000],
      ['U8', 1000],
      ['bool', 1000],
    ];
    for (const [dtype, count] of bytes) {
      const last = tensorTable([row('a', dtype, [1000], new Float32Array(1000))])
        .split('\n')
        .at(-1);
      assert.equal(last, `1 tensor, 1,000 numbers, ${count.toLocaleString('en-US')} bytes`);
    }
  });

  it('shows no tensors at all', () => {
    assert.match(tensorTable([]), /^name .*\n─+\n─+\n0 tensors, 0 numbers, 0 bytes$/);
  });

  it('shows dashes where a tensor has no finite number', () => {
    assert.match(tensorTable([row('a', 'F32', [0], [])]), /\na +F32 +\[0\] +- +- +- +- +0 +0\n/);
  });

  it('lets no name command the terminal', () => {
    const table = tensorTable([row('a\x1b[31m\nb\u202e', 'F32', [1], [1])]);
    assert.include(table, 'a\uFFFD[31m\uFFFDb\uFFFD');
    assert.notInclude(table, '\x1b');
  });

  it('refuses a type of unknown size, and bad arguments', () => {
    assert.throws(
      () => tensorTable([row('a', 'string', [1], [1])]),
      `tensorTable: dtype of "a" must say how many bits it has, got 'string'`,
    );
    assert.throws(() => tensorTable(5 as never), 'tensorTable: rows must be a list, got 5');
    assert.throws(() => tensorTable([], { width: 0 }), 'tensorTable: width must be a whole number, above 0, got 0');
  });
});
