import { assert } from 'chai';
import { attentionCase } from '../../benchmarks/attentionCase.js';
import { attention } from '../../benchmarks/benches/attention.js';
import { attentionLength } from '../../benchmarks/benches/attentionLength.js';
import { benches } from '../../benchmarks/benches/benches.js';
import { gptStep } from '../../benchmarks/benches/gptStep.js';
import { kernels } from '../../benchmarks/benches/kernels.js';
import { matMul } from '../../benchmarks/benches/matMul.js';
import type { Case } from '../../benchmarks/harness/Case.js';
import { startContestants } from '../../benchmarks/harness/contestants.js';
import { resultsOf } from '../../benchmarks/harness/resultsOf.js';
import { QUICK, runBench } from '../../benchmarks/harness/runBench.js';

const named = (cases: readonly Case[], name: string): Case => cases.find((task) => task.name === name)!;

describe('benches', () => {
  it('tell their cases apart', () => {
    for (const { name, cases } of benches) {
      assert.equal(new Set(cases.map((task) => task.name)).size, cases.length, name);
      for (const task of cases) assert.isAbove(task.work, 0, task.name);
    }
  });

  it('know how much work a case is', () => {
    assert.equal(named(matMul.cases, '1024³').work, 2 ** 31);
    assert.equal(named(matMul.cases, '128→384 dWeight').work, 2 * 768 * 128 * 384);
    assert.equal(named(matMul.cases, 'attention q·kᵀ').work, 2 * 48 * 64 * 64 * 32);
    assert.equal(named(kernels.cases, 'exp').work, 8 * 2 ** 20);
    assert.equal(named(kernels.cases, 'add').work, 12 * 2 ** 20);
    assert.equal(named(kernels.cases, 'sum of rows').work, 4 * (2 ** 20 + 8192));
    assert.equal(named(kernels.cases, 'greater').work, 9 * 2 ** 20);
    assert.equal(named(gptStep.cases, 'multi-head').work, 768);
    assert.equal(named(gptStep.cases, 'talking heads, 16 of 128').work, 2048);
    const pairs = 4 * 512 ** 2;
    assert.equal(named(attention.cases, 'S1 full, forward').work, pairs * (4 * 8 * 64 + 4 * 8 ** 2));
    const both = 14 * 8 * 64 + 16 * 8 ** 2;
    assert.equal(named(attention.cases, 'S1 full, forward and backward').work, pairs * both);
    // Of 512 keys a query sees itself and those before: 1, 2, … 512.
    const seen = (4 * 512 * 513) / 2;
    assert.equal(named(attention.cases, 'S1 causal, forward and backward').work, seen * both);
    const plain = named(attention.cases, 'S1 multi-head causal, forward and backward');
    assert.equal(plain.work, seen * 14 * 8 * 64);
    assert.equal(named(attentionLength.cases, '16384').work, ((16384 * 16385) / 2) * both);
  });

  it('object to other results, not to other roundings', () => {
    assert.isUndefined(matMul.objection(100.0001, 100));
    assert.equal(matMul.objection(100.01, 100), 'the product, 100');
    assert.isUndefined(kernels.objection(0.00005, 0));
    assert.equal(kernels.objection(1.001, 1), '1');
    assert.isUndefined(attention.objection(17.620001, 17.62));
    assert.equal(attention.objection(17.6203, 17.62), '17.62');
    assert.isUndefined(gptStep.objection(3.3, 3.4));
    for (const loss of [4.17, 0, NaN]) {
      assert.equal(gptStep.objection(loss, 3.4), 'a loss from 1 to 4.1 after three steps on one batch');
    }
  });

  it('attention of small sizes is what TensorFlow.js computes of the same numbers, in either way of mixing heads', async function () {
    this.timeout(120_000);
    const { contestants } = await startContestants(['tfjs-cpu'], (_, error) => assert.fail(error.message));
    const sizes = { batch: 2, length: 9, heads: 4, headSize: 5 };
    const cases = [true, false].flatMap((causal) => [
      attentionCase(`forward ${causal}`, { ...sizes, talkingHeads: true, causal, backward: false }),
      attentionCase(`both ${causal}`, { ...sizes, talkingHeads: true, causal, backward: true }),
      attentionCase(`multi-head ${causal}`, { ...sizes, talkingHeads: false, causal, backward: true }),
    ]);
    try {
      const values = new Set<number>();
      // It throws where one objects.
      for await (const measured of runBench({ ...attention, cases }, contestants, QUICK)) {
        assert.lengthOf(measured, contestants.length);
        for (const { extraBytes } of measured) assert.isAbove(extraBytes!, 4 * 2 * 9 * 4 * 5);
        values.add(measured[0].value!);
      }
      assert.equal(values.size, cases.length);
      const [long] = attentionLength.cases.slice(-1);
      assert.deepEqual(await contestants.at(-1)!.ask({ case: long, warmUpMs: 0, budgetMs: 1 }), { lacks: true });
    } finally {
      for (const contestant of contestants) contestant.end();
    }
  });

  it('run: ours on each number of threads, for one case of each', async () => {
    const { contestants, versions } = await startContestants([], (_, error) => assert.fail(error.message));
    try {
      assert.match(versions.get('talking-heads')!, /^(plain|fused) build$/);
      for (const [bench, name] of [
        [matMul, '128→128 dInput'],
        [kernels, 'gelu, with gradient'],
      ] as const) {
        const one = { ...bench, cases: [named(bench.cases, name)] };
        for await (const measured of runBench(one, contestants, QUICK)) {
          // Each thread count computes the same numbers, to the bit.
          assert.equal(new Set(measured.map(({ value }) => value)).size, 1);
          const results = resultsOf(one, measured);
          assert.lengthOf(results, contestants.length);
          for (const { medianMs, minMs, rate } of results) {
            assert.isAbove(minMs, 0);
            assert.isAtLeast(medianMs, minMs);
            assert.closeTo(rate, (1e-6 * one.cases[0].work) / medianMs, 1e-9 * rate);
          }
        }
      }
    } finally {
      for (const contestant of contestants) contestant.end();
    }
  });
});
