import { assertSurvives, TROUBLES } from './assertSurvives.js';

describe('simd: training goes on after', () => {
  for (const trouble of Object.keys(TROUBLES)) it(trouble, () => assertSurvives(trouble, 1));
});
