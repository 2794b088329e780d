import { engine, type Tensor } from '@tensorflow/tfjs-core';

/** Is told what a kernel made; one that changes its inputs in place makes nothing. */
export type SeeOutputs = (outputs: Tensor[]) => void;

/** Is told of a kernel before it runs; what it returns is told of the outputs. */
export type SeeKernel = (kernel: string, inputs: Tensor[]) => SeeOutputs | undefined;

type RunKernel = (name: string, inputs: Record<string, Tensor | null | undefined>, options?: object) => unknown;

/**
 * Runs `f` and shows every kernel that the engine runs in it, forward and backward, to `see`. Kernels that a kernel calls
 * by itself belong to it.
 *
 * Whatever `see` throws comes out of the operation. Without a watch the engine is as it was: there is nothing to ask at
 * each kernel.
 */
export function watchKernels<T>(see: SeeKernel, f: () => T): T {
  const running = engine() as unknown as { runKernel: RunKernel };
  const unwatched = running.runKernel;
  running.runKernel = function (name, inputs, options) {
    const given = Object.values(inputs).filter((input) => input !== null && input !== undefined);
    const seeOutputs = see(name, given);
    const made = unwatched.call(this, name, inputs, options) as Tensor | Tensor[];
    seeOutputs?.([made].flat());
    return made;
  };
  try {
    return f();
  } finally {
    running.runKernel = unwatched;
  }
}
