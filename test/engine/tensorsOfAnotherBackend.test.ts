import { copyRegisteredKernels, getBackend, memory, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { mean, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '../../src/engine/backend.js';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { dotProductAttention } from '../../src/ops/talkingHeadsAttention/talkingHeadsAttention.js';
import { assertClose } from '../helpers/assertClose.js';

describe('tensors of another backend', () => {
  const used = getBackend();

  before(() => {
    // Without its advertisement.
    registerBackend('other', () => Object.assign(new MathBackendCPU(), { firstUse: false }));
    copyRegisteredKernels('cpu', 'other');
  });
  after(() => removeBackend('other'));

  const numbers = Array.from({ length: 24 }, (_, i) => Math.sin(i));
  const make = (): Tensor => tensor(numbers, [1, 3, 2, 4]);
  const derive = (x: Tensor, y: Tensor): Tensor[] => {
    const { value, gradients } = gradientsByTensors(() => mean(dotProductAttention(x, y, y)), [x, y]);
    return [value, ...gradients];
  };

  it('are moved to the one in use, with the values and the gradients of its own', async () => {
    const [x, y] = [make(), make()];
    const want = derive(x, y);
    await setBackend('other');
    const z = make();
    await setBackend(used);
    const got = derive(x, z);
    got.forEach((one, i) => assertClose(one, want[i], 1e-7));
    for (const one of [x, y, z, ...want, ...got]) one.dispose();
  });

  it('made there and read here, and back again, are the same', async () => {
    const count = memory().numTensors;
    await setBackend('other');
    const x = make();
    await setBackend(used);
    assertClose(x, numbers, 1e-7);
    await setBackend('other');
    assertClose(x, numbers, 1e-7);
    x.dispose();
    await setBackend(used);
    assertClose([memory().numTensors], [count], 0);
  });
});
