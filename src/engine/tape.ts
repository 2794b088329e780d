import { engine, type Tensor } from '@tensorflow/tfjs-core';

/** What we need of the state of TensorFlow.js's engine; its own type is not exported. */
interface TapeState {
  /** Operations recorded by the outermost gradient that is being taken; null outside of one. */
  activeTape: { saved: Tensor[] }[] | null;
  /** How many gradients are being taken around the present line, not counting one that already runs backward. */
  gradientDepth: number;
}

const state = (): TapeState => engine().state as unknown as TapeState;

/** Whether operations are recorded now, so that a gradient of a gradient will be asked of them. */
export function isRecording(): boolean {
  return state().gradientDepth > 0;
}

/**
 * Runs `f`, which takes gradients of its own, in the middle of a backward pass.
 *
 * The engine clears its only tape when an outermost gradient ends; without putting it back the pass that called us
 * fails with `Cannot read properties of null`.
 */
export function keepingOuterTape<T>(f: () => T): T {
  const tape = state().activeTape;
  try {
    return f();
  } finally {
    state().activeTape = tape;
  }
}

/**
 * Runs `f`, which takes a gradient; when it throws, frees the tensors its tape had saved.
 *
 * The engine keeps saved tensors out of every `tidy`, and frees them only at the end of a backward pass that succeeds.
 */
export function freeingTapeOnError<T>(f: () => T): T {
  const { activeTape } = state();
  const recorded = activeTape?.length ?? 0;
  try {
    return f();
  } catch (error) {
    const failed = state().activeTape;
    if (failed !== null && state().gradientDepth === 0) {
      // An outer tape is ours to free only beyond where it stood: its owner frees the rest.
      const mine = failed === activeTape ? failed.slice(recorded) : failed;
      for (const node of mine) for (const tensor of node.saved) tensor.dispose();
      state().activeTape = activeTape;
    }
    throw error;
  }
}
