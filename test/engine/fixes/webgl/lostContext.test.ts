import {
  copyRegisteredKernels,
  engine,
  getBackend,
  memory,
  registerBackend,
  removeBackend,
} from '@tensorflow/tfjs-core';
import { add, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { GPGPUContext, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { assert } from 'chai';
import { setBackend } from '../../../../src/engine/backend.js';
import { assertClose } from '../../../helpers/assertClose.js';

const LOST =
  'webgl: the page must keep its graphics context, got one that was lost, and with it all values on it; ' +
  "reload the page, or setBackend('cpu') and begin again";

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
      const [x, y] = [tensor([1, 2]), tensor([3, 4])];
      const sum = add(x, y);
      const other = add(x, sum);
      assertClose(sum, [4, 6], 0);
      lose();
      assert.throws(() => add(x, y), LOST);
      assert.throws(() => other.dataSync(), LOST);
      const refused = await other.data().then(
        () => 'was read',
        (error: Error) => error.message,
      );
      assert.equal(refused, LOST);
      for (const one of [x, y, sum, other]) one.dispose();
    });

    it('values that were read before are still there, and the next backend computes', async () => {
      const x: Tensor = tensor([1, 2]);
      const sum = add(x, x);
      assertClose(sum, [2, 4], 0);
      lose();
      assertClose(sum, [2, 4], 0);
      assertClose(x, [1, 2], 0);
      await setBackend('cpu');
      const again = add(x, x);
      assertClose(again, [2, 4], 0);
      for (const one of [x, sum, again]) one.dispose();
    });

    it('an operation that throws leaks no tensor', () => {
      const x = tensor([1, 2]);
      lose();
      const before = memory().numTensors;
      assert.throws(() => engine().tidy(() => add(x, x)), LOST);
      assert.equal(memory().numTensors, before);
      x.dispose();
    });
  });
}
