import { assertSurvives, TROUBLES } from '../backends/simd/threads/assertSurvives.js';

describe('simd: training goes on twenty times after', () => {
  for (const trouble of Object.keys(TROUBLES)) {
    // A thread that died or hangs ends its pool, and after nine a pool starts no more.
    const times = TROUBLES[trouble].says.source.includes('others are started') ? 8 : 20;
    it(trouble, () => assertSurvives(trouble, times));
  }
});
