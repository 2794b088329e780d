import type { Bench } from '../harness/Bench.js';
import { COPIED_BYTES, kernelCases } from '../kernelCases.js';

/** What works through memory: element by element, along rows, from one layout to another, on 4 MB. */
export const kernels: Bench = {
  name: 'kernels',
  title: 'Operations on 4 MB of float32, as bytes read and written by the second',
  cases: Object.entries(kernelCases).map(([name, { work }]) => ({ bench: 'kernels', name, work })),
  peers: ['tfjs-wasm'],
  warmUpMs: 300,
  budgetMs: 40,
  unit: 'GB/s',
  scale: 1e-6,
  ceiling: { bench: 'ceiling', name: 'copy', work: COPIED_BYTES, ofEachThread: false },
  objection(theirs, ours) {
    // TensorFlow.js's erf and exp are approximations, off by 1.5e-7 of a value of about 1; sums here have 2²⁰ terms.
    return Math.abs(theirs - ours) <= 1e-4 * (1 + Math.abs(ours)) ? undefined : String(ours);
  },
};
