import type { Run } from './Run.js';

/** Where the suite runs. A backend joins by a line here. */
export const runs: readonly Run[] = [
  { place: 'Node', backend: 'cpu' },
  { place: 'Node', backend: 'simd', options: { threads: 1, build: 'plain' } },
  { place: 'Node', backend: 'simd', options: { threads: 2, build: 'plain' } },
  { place: 'Node', backend: 'simd', options: { threads: 3, build: 'plain' } },
  { place: 'Node', backend: 'simd', options: { threads: 2, build: 'fused' } },
  { place: 'Chromium', backend: 'cpu' },
  { place: 'Chromium', backend: 'simd', options: { threads: 2, build: 'fused' } },
  { place: 'Chromium', backend: 'simd', options: { build: 'plain' }, isolated: false },
  { place: 'Chromium', backend: 'webgl' },
];
