import { Zeros } from '../../src/initializers/Zeros.js';
import { assertTensorsClose } from '../helpers/assertClose.js';
import { tensor } from '@tensorflow/tfjs-core';

describe('Zeros', () => {
  it('fills a float32 tensor of any rank', () => {
    for (const shape of [[], [3], [2, 2, 2]]) {
      const size = shape.reduce((product, length) => product * length, 1);
      const got = new Zeros().initialize(shape);
      const want = tensor(new Float32Array(size).fill(0), shape);
      assertTensorsClose(got, want, 0);
      got.dispose();
      want.dispose();
    }
  });
});
