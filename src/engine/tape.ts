import { engine, keep, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core';

/** An operation that the engine recorded; its own type is not exported. */
export interface TapeNode {
  kernelName: string;
  inputs: NamedTensorMap;
  outputs: Tensor[];
  /** Copies of tensors that the gradient needs; no `tidy` frees them. */
  saved: Tensor[];
  /**
   * Gradients by the inputs, given those by the outputs: null where nothing depends on one. `wanted` names the inputs whose
   * gradients will be asked for; TensorFlow.js's walk does not say.
   */
  gradient?: (cotangents: (Tensor | null)[], wanted?: readonly string[]) => Record<string, () => Tensor>;
}

/** What we need of the state of TensorFlow.js's engine. */
interface TapeState {
  /** Operations recorded by the outermost gradient that is being taken; null outside of one. */
  activeTape: TapeNode[] | null;
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

/** Whether what `f` of {@link record} saves will itself be differentiated: a gradient is taken around that gradient. */
export function isRecordingTwice(): boolean {
  return state().gradientDepth > 1;
}

/**
 * What `f` returns, and the operations that it did.
 *
 * TensorFlow.js looks for the way from value to tensors on the whole tape: a tensor that was computed before, outside of `f`,
 * is no constant there, and its operations would need what nothing saves for a second derivative.
 */
export function record<T>(f: () => T): { result: T; tape: TapeNode[] } {
  const current = state();
  if (current.gradientDepth === 0) current.activeTape = [];
  const begin = current.activeTape!.length;
  current.gradientDepth++;
  try {
    return { result: f(), tape: current.activeTape!.slice(begin) };
  } finally {
    current.gradientDepth--;
  }
}

/** An operation that the engine does not see: what it made of what, and how gradients go back through it. */
export interface OwnOperation {
  name: string;
  inputs: NamedTensorMap;
  outputs: Tensor[];
  /** What `gradients` needs, however long its owners keep it. */
  saved: Tensor[];
  /** As `gradient` of a {@link TapeNode}. */
  gradients: (
    cotangents: (Tensor | null)[],
    saved: Tensor[],
    wanted?: readonly string[],
  ) => Record<string, () => Tensor>;
}

/** Records an operation, where operations are recorded. */
export function recordOperation({ name, inputs, outputs, saved, gradients }: OwnOperation): void {
  const { activeTape, gradientDepth, kernelDepth } = state();
  if (gradientDepth === 0 || kernelDepth > 0) return;
  const recorder = engine() as unknown as { addTapeNode(...node: unknown[]): void; clone(x: Tensor): Tensor };
  const kept = saved.map((tensor) => keep(recorder.clone(tensor)));
  recorder.addTapeNode(name, inputs, outputs, undefined, kept, {});
  // The engine would fill the cotangents that are missing with zeros.
  activeTape!.at(-1)!.gradient = (cotangents, wanted) => gradients(cotangents, kept, wanted);
}

/** Runs `f` as if it were one operation: what it does is not recorded. */
export function unrecorded<T>(f: () => T): T {
  const current = state();
  current.kernelDepth++;
  try {
    return f();
  } finally {
    current.kernelDepth--;
  }
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
