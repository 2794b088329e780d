import { tensor, tidy } from '@tensorflow/tfjs-core';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { gelu, geluTanh } from '../../src/ops/gelu.js';
import { gelu as gelu64, geluTanh as geluTanh64 } from '../float64/gelu.js';
import { Random } from '../float64/random.js';
import { numbers } from '../float64/scalar.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { assertForward } from './assertForward.js';
import { caseCount } from '../helpers/caseCount.js';

for (const [name, op, oracle] of [
  ['gelu', gelu, gelu64],
  ['geluTanh', geluTanh, geluTanh64],
] as const) {
  describe(`ops/${name}`, () => {
    it('is that of double precision', () => {
      for (let seed = 0; seed < caseCount(20); seed++) {
        const random = new Random(seed);
        const x = random.normals([random.integer(1, 4), random.integer(1, 20)], 3);
        assertForward(() => op(toTensor(x)), oracle(numbers, x), `seed ${seed}`);
      }
    });

    it('keeps large numbers, drops large negative ones, and has slopes of one, a half and zero', () => {
      tidy(() => {
        const x = tensor([20, 0, -20, 1e4, -1e4]);
        const { value, gradients } = gradientsByTensors(() => op(x), [x]);
        assertClose(value, [20, 0, 0, 1e4, 0], 0);
        assertClose(gradients[0], [1, 0.5, 0, 1, 0], 0);
      });
    });
  });
}

it('ops/gelu and its approximation differ by less than 1e-3, and do differ', () => {
  tidy(() => {
    const x = tensor([-2, -1, 1, 2]);
    const [exact, approximate] = [gelu(x).dataSync(), geluTanh(x).dataSync()];
    assertClose(approximate, exact, 1e-3);
    const apart = exact.map((value, i) => Number(Math.abs(value - approximate[i]) > 1e-5));
    assertSameBits(apart, [1, 1, 1, 1]);
  });
});
