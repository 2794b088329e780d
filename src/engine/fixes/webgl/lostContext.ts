import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';

type Method = (this: MathBackendWebGL, ...args: never[]) => unknown;

/**
 * A browser takes the graphics context away from a page when the driver resets or memory runs short. Every later call
 * then does nothing, and TensorFlow.js reads zeros: training would go on with them. Here the next operation or read
 * throws.
 */
export function fixLostContext(): void {
  const { prototype } = MathBackendWebGL;
  refuseWhenLost(prototype, 'runWebGLProgram', () => true);
  for (const read of ['read', 'readSync'] as const) {
    // What was never on the graphics processor, or was read before, is still in memory.
    refuseWhenLost(prototype, read, ({ texData }, dataId: object) => texData.get(dataId)?.values == null);
  }
}

function refuseWhenLost<Name extends 'runWebGLProgram' | 'read' | 'readSync'>(
  prototype: MathBackendWebGL,
  name: Name,
  needsContext: (backend: MathBackendWebGL, ...args: never[]) => boolean,
): void {
  const original = prototype[name] as Method;
  const checked: Method = function (...args) {
    if (needsContext(this, ...args) && this.gpgpu.gl.isContextLost()) {
      throw new Error(
        'webgl: the page must keep its graphics context, got one that was lost, and with it all values on it; ' +
          "reload the page, or setBackend('cpu') and begin again",
      );
    }
    return original.apply(this, args);
  };
  Object.defineProperty(prototype, name, { value: checked });
}
