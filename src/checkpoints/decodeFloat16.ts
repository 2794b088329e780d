/** What is added to an exponent: 15 in half precision, 127 in single precision. */
const BIAS_DIFFERENCE = 127 - 15;

/** Numbers of half precision (IEEE 754 binary16) as float32, which holds each of them exactly; NaNs keep their bits. */
export function decodeFloat16(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) bits[i] = widen(halves[i]);
  return new Float32Array(bits.buffer);
}

function widen(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return sign | 0x7f800000 | (fraction << 13);
  if (exponent > 0) return sign | ((exponent + BIAS_DIFFERENCE) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  // A subnormal number of half precision is a normal one of single precision: its first bit moves up to the hidden one.
  const shift = Math.clz32(fraction) - 21;
  return sign | ((BIAS_DIFFERENCE + 1 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13);
}
