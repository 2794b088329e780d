import { engine, type Tensor } from '@tensorflow/tfjs-core';

/** What we need of the state of TensorFlow.js's engine; its own type is not exported. */
interface TapeState {
  /** Operations recorded by the outermost gradient that is being taken; null outside of one. */
  activeTape: { saved: Tensor[] }[] | null;
  /** How many gradients are being taken around the present line, not counting one that already runs backward. */
  gradientDepth: number;
  /** How many operations run around the present line; what is computed inside of one is not recorded. */
  kernelDepth: number;
}

const state = (): TapeState => engine().state as unknown as TapeState;

/** Whether operations are recorded now, so that a gradient of a gradient will be asked of them. */
export function isRecording(): boolean {
  return state().gradientDepth > 0;
}

/**
 * Runs `f`, which takes a gradient, anywhere: at top level, inside of another gradient's forward or backward pass, or
 * inside of an operation.
 *
 * The engine has one tape. It clears it when an outermost gradient ends, and the backward pass in whose middle we ran
 * would fail with `Cannot read properties of null`. It records nothing inside of an operation, where every gradient
 * would silently be zero. And it keeps saved tensors out of every `tidy`, and forgets them when `f` throws.
 */
export function keepingTape<T>(f: () => T): T {
  const { activeTape, gradientDepth, kernelDepth } = state();
  if (kernelDepth > 0) Object.assign(state(), { gradientDepth: 0, kernelDepth: 0 });
  try {
    return f();
  } catch (error) {
    // A tape that we share is freed by the gradient that began it.
    const { activeTape: failed } = state();
    if (failed !== activeTape) for (const node of failed ?? []) for (const tensor of node.saved) tensor.dispose();
    throw error;
  } finally {
    Object.assign(state(), { activeTape, gradientDepth, kernelDepth });
  }
}
