import { tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { elu } from '../../src/ops/elu.js';
import { elementwise, elu as elu64 } from '../float64/activations.js';
import { Random } from '../float64/random.js';
import { numbers } from '../float64/scalar.js';
import { toTensor } from '../gradients/toTensor.js';
import { caseCount } from '../helpers/caseCount.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertForward } from './assertForward.js';

describe('ops/elu', () => {
  it('is that of double precision', () => {
    for (let seed = 0; seed < caseCount(10); seed++) {
      const x = new Random(seed).normals([3, 7], 1 + seed);
      assertForward(() => elu(toTensor(x)), elementwise(elu64)(numbers, x), `seed ${seed}`);
    }
  });

  it('keeps large numbers, drops large negative ones, and has the slopes of its ends', () => {
    tidy(() => {
      const x = tensor([30, 0, -300]);
      const { value, gradients } = gradientsByTensors(() => elu(x), [x]);
      assertClose(value, [30, 0, -1], 0);
      // At 0 the slope from above.
      assertClose(gradients[0], [1, 1, 0], 2 ** -23);
    });
  });

  it('refuses what is not float32', () => {
    const x = tensor([1], [1], 'int32');
    assert.throws(() => elu(x), 'elu: x must be a float32 tensor, got an int32 tensor');
    x.dispose();
  });
});
