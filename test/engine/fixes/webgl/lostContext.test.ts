import { copyRegisteredKernels, tidy, getBackend, memory, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { add, fill, mul, range, type Tensor } from '@tensorflow/tfjs-core';
import { GPGPUContext, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { assert } from 'chai';
import { setBackend } from '../../../../src/engine/backend.js';
import { assertClose } from '../../../helpers/assertClose.js';

const LOST =
  'webgl: the page must keep its graphics context, got one that was lost, and with it all values on it; ' +
  "reload the page, or setBackend('cpu') and begin again";

/** Beyond what TensorFlow.js computes without the graphics processor. */
const SIZE = 1000;
const numbers = (factor: number): number[] => Array.from({ length: SIZE }, (_, i) => factor * i);

if (getBackend() === 'webgl') {
  describe('lostContext', () => {
    let context: WebGL2RenderingContext;

    beforeEach(async () => {
      // A backend of its own: the page needs the other one for the tests that follow.
      context = new OffscreenCanvas(1, 1).getContext('webgl2') as unknown as WebGL2RenderingContext;
      registerBackend('webgl-to-lose', () => new MathBackendWebGL(new GPGPUContext(context)));
      copyRegisteredKernels('webgl', 'webgl-to-lose');
      await setBackend('webgl-to-lose');
    });
    afterEach(async () => {
      await setBackend('webgl');
      removeBackend('webgl-to-lose');
    });

    const lose = (): void => {
      context.getExtension('WEBGL_lose_context')!.loseContext();
      assert.isTrue(context.isContextLost());
    };

    it('operations and reads throw once the context is lost', async () => {
      const x = range(0, SIZE);
      const [sum, other] = [add(x, x), add(x, 1)];
      assertClose(sum, numbers(2), 0);
      lose();
      assert.throws(() => add(other, x), LOST);
      assert.throws(() => other.dataSync(), LOST);
      const refused = await other.data().then(
        () => 'was read',
        (error: Error) => error.message,
      );
      assert.equal(refused, LOST);
      for (const one of [x, sum, other]) one.dispose();
    });

    it('values that were read before are still there, and the next backend computes', async () => {
      const x = range(0, SIZE);
      const sum = add(x, x);
      assertClose(sum, numbers(2), 0);
      lose();
      assertClose(sum, numbers(2), 0);
      await setBackend('cpu');
      const again = add(sum, sum);
      assertClose(again, numbers(4), 0);
      for (const one of [x, sum, again]) one.dispose();
    });

    it('an operation that throws leaks no tensor', () => {
      const x: Tensor = fill([SIZE], 2);
      lose();
      const before = memory().numTensors;
      assert.throws(() => tidy(() => mul(add(x, 1), 2)), LOST);
      assert.equal(memory().numTensors, before);
      x.dispose();
    });
  });
}
