import type { Field } from './scalar.js';

/** A row-major array of scalars of any kind; plain numbers unless told. */
export interface NdArray<S = number> {
  readonly shape: readonly number[];
  readonly values: S[];
}

/**
 * An array of these values, which are copied: a typed array will do.
 *
 * @throws Error when the number of values is not that of the shape.
 */
export function array<S>(shape: readonly number[], values: ArrayLike<S>): NdArray<S> {
  if (values.length !== sizeOf(shape)) {
    throw new Error(
      `array: values must hold ${sizeOf(shape)} elements for [${shape.join(', ')}], got ${values.length}`,
    );
  }
  return { shape: [...shape], values: Array.from(values) };
}

/** An array that holds one value everywhere. */
export function filled<S>(shape: readonly number[], value: S): NdArray<S> {
  return { shape: [...shape], values: new Array<S>(sizeOf(shape)).fill(value) };
}

/** How many elements a shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Each element through `f`, which is given its offset too. */
export function mapArray<S, T>(x: NdArray<S>, f: (value: S, offset: number) => T): NdArray<T> {
  return { shape: x.shape, values: x.values.map(f) };
}

/** The index of an offset: one position per axis. */
export function indexAt(shape: readonly number[], offset: number): number[] {
  const index = new Array<number>(shape.length);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index[axis] = offset % shape[axis];
    offset = Math.floor(offset / shape[axis]);
  }
  return index;
}

/** The offset of an index into a shape that broadcasts to it: trailing axes are aligned, axes of size 1 repeat. */
export function offsetAt(shape: readonly number[], index: readonly number[]): number {
  const lead = index.length - shape.length;
  return shape.reduce((offset, size, axis) => offset * size + (size === 1 ? 0 : index[axis + lead]), 0);
}

/**
 * The array repeated along missing axes and axes of size 1, up to `shape`.
 *
 * @throws Error when the shapes do not allow it.
 */
export function broadcastTo<S>(x: NdArray<S>, shape: readonly number[]): NdArray<S> {
  const lead = shape.length - x.shape.length;
  if (lead < 0 || x.shape.some((size, axis) => size !== 1 && size !== shape[axis + lead])) {
    throw new Error(`broadcastTo: shape must broadcast to [${shape.join(', ')}], got [${x.shape.join(', ')}]`);
  }
  const values = Array.from({ length: sizeOf(shape) }, (_, i) => x.values[offsetAt(x.shape, indexAt(shape, i))]);
  return { shape: [...shape], values };
}

/** The adjoint of {@link broadcastTo}: sums the axes that were repeated, down to `shape`. */
export function sumTo<S>(field: Field<S>, x: NdArray<S>, shape: readonly number[]): NdArray<S> {
  const sums = filled(shape, field.constant(0));
  x.values.forEach((value, i) => {
    const to = offsetAt(shape, indexAt(x.shape, i));
    sums.values[to] = field.add(sums.values[to], value);
  });
  return sums;
}

/**
 * Offsets of the elements that share their position on all other axes: one group per such position, row-major, and
 * row-major inside.
 *
 * @param axes Axes along which a group runs; negative ones count from the end.
 */
export function groupsAlong(shape: readonly number[], axes: readonly number[]): number[][] {
  const inside = axes.map((axis) => (axis < 0 ? axis + shape.length : axis));
  const outside = shape.map((size, axis) => (inside.includes(axis) ? 1 : size));
  const groups = Array.from({ length: sizeOf(outside) }, (): number[] => []);
  for (let i = 0; i < sizeOf(shape); i++) groups[offsetAt(outside, indexAt(shape, i))].push(i);
  return groups;
}
