import { exponential } from './exponential';

/**
 * erf x to within 2 units in the last place, by the polynomials of Cephes' erff and erfcf: x · P(x²) below 1, and above
 * 1 − exp(−x²) / x · Q(1 / x²), with one Q below 2 and one beyond. The sign comes last.
 */
@inline
export function errorFunction(x: v128): v128 {
  const a = f32x4.abs(x);
  const z = f32x4.mul(a, a);
  const q = f32x4.div(f32x4.splat(1), a);
  const y = f32x4.mul(q, q);
  const tail = v128.bitselect(middle(y), farther(y), f32x4.lt(a, f32x4.splat(2)));
  const complement = f32x4.mul(f32x4.mul(exponential(f32x4.neg(z)), q), tail);
  const far = f32x4.sub(f32x4.splat(1), complement);
  const size = v128.bitselect(f32x4.mul(a, near(z)), far, f32x4.lt(a, f32x4.splat(1)));
  return v128.bitselect(x, size, i32x4.splat(0x80000000));
}

@inline
function near(z: v128): v128 {
  let p = f32x4.splat(7.853861353153693e-5);
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-8.010193625184903e-4));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(5.188327685732524e-3));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-2.685381193529856e-2));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(1.128358514861418e-1));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-3.761262582423300e-1));
  return f32x4.add(f32x4.mul(p, z), f32x4.splat(1.128379165726710));
}

@inline
function middle(y: v128): v128 {
  let p = f32x4.splat(2.326819970068386e-2);
  p = f32x4.add(f32x4.mul(p, y), f32x4.splat(-1.387039388740657e-1));
  p = f32x4.add(f32x4.mul(p, y), f32x4.splat(3.687424674597105e-1));
  p = f32x4.add(f32x4.mul(p, y), f32x4.splat(-5.824733027278666e-1));
  p = f32x4.add(f32x4.mul(p, y), f32x4.splat(6.210004621745983e-1));
  p = f32x4.add(f32x4.mul(p, y), f32x4.splat(-4.944515323274145e-1));
  p = f32x4.add(f32x4.mul(p, y), f32x4.splat(3.404879937665872e-1));
  p = f32x4.add(f32x4.mul(p, y), f32x4.splat(-2.741127028184656e-1));
  return f32x4.add(f32x4.mul(p, y), f32x4.splat(5.638259427386472e-1));
}

@inline
function farther(y: v128): v128 {
  let p = f32x4.splat(-1.047766399936249e1);
  p = f32x4.add(f32x4.mul(p, y), f32x4.splat(1.297719955372516e1));
  p = f32x4.add(f32x4.mul(p, y), f32x4.splat(-7.495518717768503));
  p = f32x4.add(f32x4.mul(p, y), f32x4.splat(2.921019019210786));
  p = f32x4.add(f32x4.mul(p, y), f32x4.splat(-1.015265279202700));
  p = f32x4.add(f32x4.mul(p, y), f32x4.splat(4.218463358204948e-1));
  p = f32x4.add(f32x4.mul(p, y), f32x4.splat(-2.820767439740514e-1));
  return f32x4.add(f32x4.mul(p, y), f32x4.splat(5.641895067754075e-1));
}
