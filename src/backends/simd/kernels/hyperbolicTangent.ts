import { exponential } from './exponential';

/** 1 − 2 / (e²ˣ + 1), and below 0.625, where that loses digits, the polynomial of Cephes' tanhf; the sign comes last. */
@inline
export function hyperbolicTangent(x: v128): v128 {
  const a = f32x4.abs(x);
  const one = f32x4.splat(1);
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(exponential(f32x4.add(a, a)), one)));
  const z = f32x4.mul(a, a);
  let p = f32x4.splat(-5.70498872745e-3);
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2.06390887954e-2));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-5.37397155531e-2));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(1.33314422036e-1));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-3.33332819422e-1));
  const near = f32x4.add(a, f32x4.mul(a, f32x4.mul(z, p)));
  const size = v128.bitselect(near, far, f32x4.lt(a, f32x4.splat(0.625)));
  return v128.bitselect(x, size, i32x4.splat(0x80000000));
}
