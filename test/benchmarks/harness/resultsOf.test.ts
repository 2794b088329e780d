import { assert } from 'chai';
import type { Bench } from '../../../benchmarks/harness/Bench.js';
import { resultLine } from '../../../benchmarks/harness/Result.js';
import { resultsOf, type Measured } from '../../../benchmarks/harness/resultsOf.js';
import { resultTable } from '../../../benchmarks/harness/resultTable.js';

const bench: Bench = {
  name: 'kernels',
  title: 'a bench',
  cases: [{ bench: 'kernels', name: 'add', work: 12e6 }],
  peers: ['tfjs-wasm', 'PyTorch'],
  warmUpMs: 0,
  budgetMs: 1,
  unit: 'GB/s',
  scale: 1e-6,
  ceiling: { bench: 'ceiling', name: 'copy', work: 8e6, ofEachThread: false },
  objection: () => undefined,
};

const measured = (
  who: string,
  threads: number,
  times: number[],
  pairedTimes: number[] = [],
  ceilingTimes: number[] = [],
): Measured => {
  return { contestant: { who, threads }, task: bench.cases[0], times, paired: { times: pairedTimes, ceilingTimes } };
};

const all = [
  measured('talking-heads', 1, [2, 4, 3], [6, 5, 7], [1, 3, 2]),
  measured('talking-heads', 2, [2], [4], [2]),
  measured('tfjs-wasm', 1, [6]),
  measured('PyTorch', 1, [1.5]),
  measured('PyTorch', 2, [1]),
];

describe('resultsOf', () => {
  it('puts each peer beside ours on as many threads, one that has no threads beside each', () => {
    const results = resultsOf(bench, all);
    assert.deepEqual(
      results.map(({ who, threads, medianMs, ratio }) => [who, threads, medianMs, ratio]),
      [
        ['talking-heads', 1, 3, null],
        ['tfjs-wasm', 1, 6, 2],
        ['PyTorch', 1, 1.5, 0.5],
        ['talking-heads', 2, 2, null],
        ['tfjs-wasm', 2, 6, 3],
        ['PyTorch', 2, 1, 0.5],
      ],
    );
  });

  it('tells rates by the median, and ours as a share of the ceiling', () => {
    const [one, wasm] = resultsOf(bench, all);
    // 12 MB in 3 ms are 4 GB/s. By turns 12 MB in 6 ms are 2 GB/s, the ceiling's 8 MB in 2 ms are 4 GB/s.
    assert.equal(one.rate, 4);
    assert.equal(one.share, 0.5);
    assert.equal(wasm.rate, 2);
    assert.isNull(wasm.share);
  });

  it('expects as much of each thread where the ceiling is that of one', () => {
    const perThread = { ...bench, ceiling: { ...bench.ceiling!, ofEachThread: true } };
    const shares = resultsOf(perThread, all.slice(0, 2)).map(({ share }) => share);
    // On two threads 3 GB/s of 2 · 4 GB/s.
    assert.deepEqual(shares, [0.5, 0.375]);
  });

  it('tells of memory where somebody measured it', () => {
    const [ours, ...peers] = resultsOf(bench, [{ ...all[0], extraBytes: 5e6 }, ...all.slice(1)]);
    assert.equal(ours.extraBytes, 5e6);
    for (const { extraBytes } of peers) assert.isNull(extraBytes);
  });

  it('knows no share without a ceiling', () => {
    assert.isNull(resultsOf({ ...bench, ceiling: undefined }, all)[0].share);
  });
});

describe('resultLine', () => {
  it('is one line of JSON, beginning with what is asked for most', () => {
    const [ours, wasm] = resultsOf(bench, all).map(resultLine);
    assert.equal(
      ours,
      '{"bench":"kernels","case":"add","threads":1,"who":"talking-heads","medianMs":3,"minMs":2,"ratio":null,' +
        '"quartilesMs":[2.5,3.5],"rate":4,"unit":"GB/s","extraBytes":null,"share":0.5}',
    );
    assert.match(
      wasm,
      /^{"bench":"kernels","case":"add","threads":1,"who":"tfjs-wasm","medianMs":6,"minMs":6,"ratio":2,/,
    );
  });
});

describe('resultTable', () => {
  it('has a line for each number of threads, with the peers beside ours', () => {
    assert.equal(
      resultTable(resultsOf(bench, all), 'copy'),
      `
| case | threads | median ms | quartiles | least | GB/s | of copy |       tfjs-wasm |          PyTorch |
| ---- | ------: | --------: | --------: | ----: | ---: | ------: | --------------: | ---------------: |
| add  |       1 |      3.00 | 2.50–3.50 |  2.00 | 4.00 |    0.50 | 6.00 ms, 2.00 × | 1.50 ms, 0.500 × |
| add  |       2 |      2.00 | 2.00–2.00 |  2.00 | 6.00 |    0.75 | 6.00 ms, 3.00 × | 1.00 ms, 0.500 × |`.trim(),
    );
  });

  it('has a column of memory where any of it is known', () => {
    const known = [{ ...all[0], extraBytes: 12.34e6 }, all[2], { ...all[3], extraBytes: 93e6 }];
    assert.equal(
      resultTable(resultsOf({ ...bench, ceiling: undefined }, known), undefined),
      `
| case | threads | median ms | quartiles | least | GB/s | extra MB |       tfjs-wasm |                   PyTorch |
| ---- | ------: | --------: | --------: | ----: | ---: | -------: | --------------: | ------------------------: |
| add  |       1 |      3.00 | 2.50–3.50 |  2.00 | 4.00 |     12.3 | 6.00 ms, 2.00 × | 1.50 ms, 0.500 ×, 93.0 MB |`.trim(),
    );
  });

  it('leaves out the share without a ceiling, and leaves room where a peer lacks a case', () => {
    const lacking = resultsOf(bench, [measured('talking-heads', 1, [1]), measured('tfjs-wasm', 1, [12])]);
    const other = { ...lacking[0], case: 'log' };
    assert.equal(
      resultTable([...lacking, other], undefined),
      `
| case | threads | median ms | quartiles | least | GB/s |       tfjs-wasm |
| ---- | ------: | --------: | --------: | ----: | ---: | --------------: |
| add  |       1 |      1.00 | 1.00–1.00 |  1.00 | 12.0 | 12.0 ms, 12.0 × |
| log  |       1 |      1.00 | 1.00–1.00 |  1.00 | 12.0 |                 |`.trim(),
    );
  });
});
