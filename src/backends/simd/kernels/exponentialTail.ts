import { multiplyAdd } from './multiplyAdd';

/** (eʳ − 1 − r) / r² for |r| ≤ ln 2 / 2: the polynomial of Cephes' expf, behind every exponential here. */
@inline
export function exponentialTail(r: v128): v128 {
  let p = f32x4.splat(1.9875691500e-4);
  p = multiplyAdd(p, r, f32x4.splat(1.3981999507e-3));
  p = multiplyAdd(p, r, f32x4.splat(8.3334519073e-3));
  p = multiplyAdd(p, r, f32x4.splat(4.1665795894e-2));
  p = multiplyAdd(p, r, f32x4.splat(1.6666665459e-1));
  return multiplyAdd(p, r, f32x4.splat(5.0000001201e-1));
}
