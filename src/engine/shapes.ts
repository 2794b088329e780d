import type { DataType, Tensor } from '@tensorflow/tfjs-core';
import { formatValue } from '../config/formatValue.js';
import { checkTensor } from './checkTensor.js';

/** Sizes of a tensor's axes, outermost first. */
export type Shape = readonly number[];

/** A size that must hold, or `'any'`. */
export type ExpectedSize = number | 'any';

/** `[2, any, 16]`. */
export function formatShape(shape: readonly ExpectedSize[]): string {
  return `[${shape.join(', ')}]`;
}

/** Whether a shape has these sizes. */
export function shapeMatches(shape: Shape, expected: readonly ExpectedSize[]): boolean {
  return shape.length === expected.length && shape.every((size, i) => expected[i] === 'any' || expected[i] === size);
}

/**
 * Refuses what is not a list of sizes.
 *
 * @throws Error such as `randomNormal: shape must be a list of whole numbers, at least 0, got [2,-1]`.
 */
export function checkSizes(where: string, name: string, shape: unknown): void {
  if (Array.isArray(shape) && shape.every((size) => Number.isSafeInteger(size) && size >= 0)) return;
  throw new Error(`${where}: ${name} must be a list of whole numbers, at least 0, got ${formatValue(shape)}`);
}

/**
 * Refuses what is not a tensor of a shape.
 *
 * @param dtype Of the elements; any without it.
 * @throws Error such as `mixHeads: weight must have shape [4, any], got [3, 3]`.
 */
export function checkShape(
  where: string,
  name: string,
  tensor: Tensor,
  expected: readonly ExpectedSize[],
  dtype?: DataType,
): void {
  checkTensor(where, name, tensor, dtype);
  if (!shapeMatches(tensor.shape, expected)) {
    throw new Error(`${where}: ${name} must have shape ${formatShape(expected)}, got ${formatShape(tensor.shape)}`);
  }
}

/**
 * Refuses a shape that does not broadcast to another without growing it.
 *
 * @throws Error such as `talkingHeadsAttention: bias must broadcast to [2, 4, 5, 5], got [3, 4, 5, 5]`.
 */
export function checkBroadcasts(where: string, name: string, shape: Shape, to: Shape): void {
  const lead = to.length - shape.length;
  if (lead < 0 || !shape.every((size, i) => size === 1 || size === to[i + lead])) {
    throw new Error(`${where}: ${name} must broadcast to ${formatShape(to)}, got ${formatShape(shape)}`);
  }
}

/** How many elements a shape holds. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * An axis counted from the front.
 *
 * @throws Error when the axis is not a whole number in `[-rank, rank)`.
 */
export function resolveAxis(where: string, name: string, axis: number, rank: number): number {
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    throw new Error(`${where}: ${name} must be a whole number in [${-rank}, ${rank}), got ${formatValue(axis)}`);
  }
  return axis < 0 ? axis + rank : axis;
}

/**
 * One axis or several, counted from the front, in the order given.
 *
 * @throws Error when one is not a whole number in `[-rank, rank)`, one is named twice, or there is none.
 */
export function resolveAxes(where: string, name: string, axis: number | readonly number[], rank: number): number[] {
  const given = [axis].flat();
  const axes = given.map((one) => resolveAxis(where, name, one, rank));
  if (axes.length > 0 && new Set(axes).size === axes.length) return axes;
  throw new Error(`${where}: ${name} must be one or more different axes, got ${formatShape(given)}`);
}
