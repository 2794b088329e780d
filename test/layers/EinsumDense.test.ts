import { add, matMul, ones, reshape, tidy, transpose, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { EinsumDense, type EinsumDenseOptions } from '../../src/layers/EinsumDense.js';
import { assertClose, assertTensorsClose } from '../helpers/assertClose.js';
import { ramp } from './attentionCalls.js';

function withEinsumDense(options: EinsumDenseOptions, test: (layer: EinsumDense) => void): void {
  const layer = new EinsumDense({ biasInitializer: 'randomNormal', seed: 1, ...options });
  try {
    tidy(() => test(layer));
  } finally {
    layer.dispose();
  }
}

const product = (a: Tensor, b: Tensor): Tensor => matMul(a as never, b as never);

describe('EinsumDense', () => {
  it('projects to heads as a matrix product does', () => {
    for (const equation of ['abc,cde->abde', '...c,cde->...de']) {
      const outputShape = equation.startsWith('.') ? [2, 5] : [null, 2, 5];
      withEinsumDense({ equation, outputShape, biasAxes: 'de' }, (layer) => {
        const x = ramp([2, 3, 4]);
        const got = layer.call(x);
        const kernel = reshape(layer.kernel.value, [4, 10]);
        const want = add(reshape(product(reshape(x, [6, 4]), kernel), [2, 3, 2, 5]), layer.bias!.value);
        assertTensorsClose(got, want, 1e-6);
      });
    }
  });

  it('contracts several axes, and places a bias of an inner axis', () => {
    withEinsumDense({ equation: 'abcd,cde->abe', outputShape: [null, 6], biasAxes: 'b' }, (layer) => {
      const x = ramp([2, 3, 4, 5]);
      const got = layer.call(x);
      assert.deepEqual(layer.bias!.shape, [3, 1]);
      const flat = product(reshape(x, [6, 20]), reshape(layer.kernel.value, [20, 6]));
      assertTensorsClose(got, add(reshape(flat, [2, 3, 6]), layer.bias!.value), 1e-5);
    });
  });

  it('sums over an inner axis of the size that the last one has', () => {
    withEinsumDense({ equation: 'abc,bd->acd', outputShape: [null, 4] }, (layer) => {
      const x = ramp([2, 3, 3]);
      const got = layer.call(x);
      const want = product(reshape(transpose(x, [0, 2, 1]), [6, 3]), layer.kernel.value);
      assertTensorsClose(got, reshape(want, [2, 3, 4]), 1e-6);
    });
  });

  it('takes sizes from the input, one number as the only size, and permutes as the equation says', () => {
    withEinsumDense({ equation: 'ab,cb->ac', outputShape: 3 }, (layer) => {
      const x = ramp([2, 4]);
      assertTensorsClose(layer.call(x), product(x, transpose(layer.kernel.value)), 1e-6);
      assert.deepEqual(layer.kernel.shape, [3, 4]);
      assert.isUndefined(layer.bias);
    });
  });

  it('applies its activation and gives its penalty to the collector', () => {
    const options = { equation: 'ab,bc->ac', outputShape: 3, activation: 'relu', activityRegularizer: 'l1' } as const;
    withEinsumDense(options, (layer) => {
      const losses: Tensor[] = [];
      const y = layer.call(ramp([2, 4]), { activityLosses: losses }).dataSync<'float32'>();
      assert.isTrue(y.every((one) => one >= 0) && y.some((one) => one > 0));
      assertClose(losses[0], [(0.01 * y.reduce((total, one) => total + one, 0)) / 2], 1e-6);
    });
  });

  const refused: [EinsumDenseOptions, string][] = [
    [{ equation: 'ab,bc', outputShape: 3 }, "equation must read 'input,kernel->output', got 'ab,bc'"],
    [{ equation: 'ab->ba', outputShape: 3 }, "equation must read 'input,kernel->output', got 'ab->ba'"],
    [{ equation: 'ab,bc->ac', outputShape: [1, 3] }, "outputShape must hold 1 sizes for 'ab,bc->ac', got [1, 3]"],
    [{ equation: 'abc,cd->abd', outputShape: [null] }, "outputShape must hold 2 sizes for 'abc,cd->abd', got [any]"],
    [{ equation: 'ab,bc->ac', outputShape: [null] }, 'outputShape must give c the size it has, got undefined'],
    [{ equation: 'ab,bc->abc', outputShape: [5, 3] }, 'outputShape must give b the size 4, got 5'],
    [{ equation: 'ab,bcz->ac', outputShape: 3 }, "'z' must stand in input or output of the equation"],
  ];
  for (const [options, message] of refused) {
    it(`refuses ${options.equation} with ${JSON.stringify(options.outputShape)}`, () => {
      assert.throws(() => {
        const layer = new EinsumDense(options);
        tidy(() => void layer.call(ones([2, 4])));
      }, `EinsumDense: ${message}`);
    });
  }
});
