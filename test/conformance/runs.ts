import type { Run } from './Run.js';

/** Where the suite runs. A backend joins by a line here. */
export const runs: readonly Run[] = [
  { place: 'Node', backend: 'cpu' },
  { place: 'Node', backend: 'simd' },
  { place: 'Chromium', backend: 'cpu' },
  { place: 'Chromium', backend: 'webgl' },
];
