import { Add, Identity, Reshape, Sub, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { GradientSums } from './GradientSums.js';
import { formatShape, shapeMatches } from './shapes.js';
import { isRecording, type TapeNode } from './tape.js';
import { withShape } from './withShape.js';

/** Operations whose gradient by these inputs is the output's, where nothing was broadcast. */
const PASSED_ON: Record<string, readonly string[]> = { [Identity]: ['x'], [Add]: ['a', 'b'], [Sub]: ['a'] };

/**
 * Gradients of a recorded value, by walking over the tape from its end.
 *
 * TensorFlow.js's own walk copies the part of the tape it needs, keeps every gradient until the end, and takes each for
 * somebody's own, so that operations which only pass one on must copy it. Here gradients are freed, and outside of another
 * gradient also what the operations saved, as soon as the last that needs them is done.
 *
 * @param tape What was recorded, the value's operations and others.
 * @param tensors What to differentiate by.
 * @returns By each tensor, a tensor of its own; `undefined` where the value does not depend on it.
 * @throws Error when an operation on the way has no gradient, or one of another shape or type than its input.
 */
export function backpropagate(
  tape: readonly TapeNode[],
  value: Tensor,
  cotangent: Tensor,
  tensors: readonly Tensor[],
): (Tensor | undefined)[] {
  const sums = new GradientSums();
  const wanted = new Set(tensors.map(({ id }) => id));
  const dependent = dependentOn(wanted, tape);
  const frees = !isRecording();
  sums.add(value, cotangent);
  for (let i = tape.length - 1; i >= 0; i--) {
    const node = tape[i];
    const found = node.outputs.some((output) => sums.of(output) !== undefined);
    const names = found ? Object.keys(node.inputs).filter((name) => dependent.has(node.inputs[name]?.id)) : [];
    if (names.length > 0) {
      const parts = inputGradients(node, names, sums);
      names.forEach((name, part) => sums.add(node.inputs[name], parts[part]));
    }
    for (const output of node.outputs) if (!wanted.has(output.id)) sums.drop(output);
    if (frees) for (const tensor of node.saved) tensor.dispose();
  }
  const given = new Set<Tensor>();
  return tensors.map((tensor) => {
    const gradient = sums.of(tensor);
    if (gradient === undefined) return undefined;
    if (!sums.isOwn(gradient) || given.has(gradient)) return gradient.clone();
    given.add(gradient);
    return gradient;
  });
}

/** The numbers of those tensors and of all that was computed from them. */
function dependentOn(tensors: ReadonlySet<number>, tape: readonly TapeNode[]): Set<number> {
  const dependent = new Set(tensors);
  for (const { inputs, outputs } of tape) {
    for (const name in inputs) {
      if (!dependent.has(inputs[name]?.id)) continue;
      for (const { id } of outputs) dependent.add(id);
      break;
    }
  }
  return dependent;
}

/** The gradients by some inputs of an operation. */
function inputGradients(node: TapeNode, names: readonly string[], sums: GradientSums): Tensor[] {
  const { kernelName, inputs, outputs } = node;
  const cotangents = outputs.map((output) => sums.of(output) ?? null);
  const [first] = cotangents;
  const passes = (name: string): boolean =>
    PASSED_ON[kernelName]?.includes(name) && shapeMatches(inputs[name].shape, first!.shape);
  if (kernelName === Reshape) return [withShape(first!, inputs.x.shape)];
  if (names.every(passes)) return names.map(() => first!);
  const { gradient } = node;
  if (gradient === undefined) {
    throw new Error(`Cannot compute gradient: gradient function not found for ${kernelName}.`);
  }
  return tidy(() => {
    const functions = gradient(cotangents, names);
    return names.map((name) => {
      if (passes(name)) return first!;
      const part = functions[name]?.();
      checkGradient(kernelName, name, part, inputs[name]);
      return part;
    });
  });
}

function checkGradient(kernelName: string, name: string, gradient: Tensor | undefined, { shape }: Tensor): void {
  if (gradient === undefined)
    throw new Error(`Cannot backprop through input ${name} of ${kernelName}: it has no gradient`);
  if (gradient.dtype === 'float32' && shapeMatches(gradient.shape, shape)) return;
  throw new Error(
    `Error in gradient for op ${kernelName}. The gradient of input ${name} must be float32 of shape ${formatShape(shape)}, ` +
      `got ${gradient.dtype} of shape ${formatShape(gradient.shape)}`,
  );
}
