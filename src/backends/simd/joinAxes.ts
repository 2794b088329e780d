/** An axis that a kernel walks through two tensors; strides are in elements. */
export interface WalkedAxis {
  size: number;
  strideA: number;
  strideB: number;
}

/** The axes of a walk, outermost first: without those of size 1, and with neighbours joined that are one long axis in both tensors. */
export function joinAxes(
  shape: readonly number[],
  stridesA: readonly number[],
  stridesB: readonly number[],
): WalkedAxis[] {
  const joined: WalkedAxis[] = [];
  for (const [i, size] of shape.entries()) {
    if (size === 1) continue;
    const axis = { size, strideA: stridesA[i], strideB: stridesB[i] };
    const before = joined.at(-1);
    const continues = before?.strideA === axis.strideA * size && before.strideB === axis.strideB * size;
    if (continues) joined[joined.length - 1] = { ...axis, size: before.size * size };
    else joined.push(axis);
  }
  return joined;
}
