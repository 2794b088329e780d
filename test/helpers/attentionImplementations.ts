import { hasOwnKernel } from '../../src/engine/runOwnKernel.js';

/** The implementations of attention that compute on the backend of the tests; `'auto'` chooses one of them. */
export const IMPLEMENTATIONS: readonly ('fused' | 'reference' | 'recompute')[] = hasOwnKernel('attention')
  ? ['reference', 'recompute', 'fused']
  : ['reference', 'recompute'];
