/** Numbers of a slice: two tensors of it fit a small memory, and there are several tasks. */
const SLICE = 65_536;

/** Every so many-th of all 2³² float32 bit patterns, denormals and NaN among them, in slices. */
export function* everyFloat(step: number): Generator<Float32Array> {
  const count = Math.floor(2 ** 32 / step);
  for (let first = 0; first < count; first += SLICE) {
    const bits = Uint32Array.from({ length: Math.min(SLICE, count - first) }, (_, i) => (first + i) * step);
    yield new Float32Array(bits.buffer);
  }
}
