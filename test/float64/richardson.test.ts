import { assertClose } from '../helpers/assertClose.js';
import { richardson } from './richardson.js';

describe('float64/richardson', () => {
  it('is exact but for rounding up to the fourth power', () => {
    assertClose([richardson((t) => 1 + 2 * t - t ** 2 + 5 * t ** 3 + t ** 4, 0.5)], [2], 1e-14);
  });

  it('sees ten digits of a smooth function', () => {
    assertClose([richardson((t) => Math.exp(Math.sin(1 + t)))], [Math.cos(1) * Math.exp(Math.sin(1))], 1e-10);
  });

  it('errs with the fourth power of the step', () => {
    const error = (step: number): number => Math.abs(richardson((t) => Math.exp(t), step) - 1);
    assertClose([error(0.4) / error(0.2)], [16], 0.2);
  });
});
