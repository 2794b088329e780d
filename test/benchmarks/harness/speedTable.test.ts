import { assert } from 'chai';
import { speedTable } from '../../../benchmarks/harness/speedTable.js';
import { aRecord, aResult } from './aRecord.js';

const both = 'S1 full, forward and backward';
const steps = aRecord('gpt-step', [
  aResult('gpt-step', 'multi-head', 1, 'talking-heads', 99),
  aResult('gpt-step', 'multi-head', 1, 'PyTorch', 98),
  aResult('gpt-step', 'multi-head', 2, 'talking-heads', 10),
  aResult('gpt-step', 'multi-head', 2, 'jax-js', 202),
  aResult('gpt-step', 'multi-head', 2, 'PyTorch', 8),
]);
const attention = aRecord(
  'attention',
  ['S0 full, forward and backward', 'S1 full, forward', both, 'S2 causal, forward and backward'].flatMap((name) => [
    aResult('attention', name, 2, 'talking-heads', 10),
    aResult('attention', name, 2, 'PyTorch', 25),
  ]),
  { date: '2026-01-03' },
);

describe('speedTable', () => {
  it('shows ours on all threads beside each peer, of steps and of attention there and back', () => {
    assert.equal(
      speedTable([steps, attention]),
      `
| median ms, threads: 2                    | talking-heads |      jax-js |       PyTorch |
| ---------------------------------------- | ------------: | ----------: | ------------: |
| gpt-step: multi-head                     |          10.0 | 202, 20.2 × | 8.00, 0.800 × |
| attention: S1 full, forward and backward |          10.0 |             |  25.0, 2.50 × |

gpt-step, 2026-01-02: a processor, 2 cores, Node 20.20.2, fused build; PyTorch 2.13.0. attention, 2026-01-03: a processor, 2 cores, Node 20.20.2, fused build; PyTorch 2.13.0. More in [RESULTS.md](benchmarks/RESULTS.md).
`.trim(),
    );
  });

  it('leaves out what was not measured, and says nothing of other benches', () => {
    const kernels = aRecord('kernels', [aResult('kernels', 'exp', 4, 'talking-heads', 1)]);
    const table = speedTable([kernels, attention]);
    assert.include(table, both);
    assert.notInclude(table, 'gpt-step');
    assert.notInclude(table, 'kernels');
    assert.include(table, 'threads: 2');
    assert.equal(speedTable([kernels]), '');
  });
});
