import { tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { silu } from '../../src/ops/silu.js';
import { elementwise, silu as silu64 } from '../float64/activations.js';
import { Random } from '../float64/random.js';
import { numbers } from '../float64/scalar.js';
import { toTensor } from '../gradients/toTensor.js';
import { caseCount } from '../helpers/caseCount.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertForward } from './assertForward.js';

describe('ops/silu', () => {
  it('is that of double precision', () => {
    for (let seed = 0; seed < caseCount(10); seed++) {
      const x = new Random(seed).normals([3, 7], 1 + seed);
      assertForward(() => silu(toTensor(x)), elementwise(silu64)(numbers, x), `seed ${seed}`);
    }
  });

  it('keeps large numbers, drops large negative ones, and has the slopes of its ends', () => {
    tidy(() => {
      const x = tensor([30, 0, -300]);
      const { value, gradients } = gradientsByTensors(() => silu(x), [x]);
      assertClose(value, [30, 0, 0], 0);
      // σ + xσ(1 − σ) at 30, 0 and −300.
      assertClose(gradients[0], [1, 0.5, 0], 2 ** -23);
    });
  });

  it('refuses what is not float32', () => {
    const x = tensor([1], [1], 'int32');
    assert.throws(() => silu(x), 'silu: x must be a float32 tensor, got an int32 tensor');
    x.dispose();
  });
});
