/**
 * ln(1 + x) for x ≥ 0 in double precision, also where x is far below 1.
 *
 * 1 + x = 2ᵏ · (1 + f), √½ ≤ 1 + f < √2, and the polynomial of fdlibm's log in f / (2 + f). The factor makes up for what was
 * rounded off 1 + x (Kahan).
 */
export function logOnePlus(x: f64): f64 {
  const sum = 1 + x;
  if (sum == 1) return x;
  const bits = reinterpret<u64>(sum);
  // The exponent goes up by one where the mantissa is beyond √2.
  const exponent = <i64>((bits + 0x00095f619980c433) >> 52) - 1023;
  const f = reinterpret<f64>(bits - (<u64>exponent << 52)) - 1;
  const s = f / (2 + f);
  const z = s * s;
  let p: f64 = 1.479819860511658591e-1;
  p = p * z + 1.531383769920937332e-1;
  p = p * z + 1.818357216161805012e-1;
  p = p * z + 2.222219843214978396e-1;
  p = p * z + 2.857142874366239149e-1;
  p = p * z + 3.999999999940941908e-1;
  p = p * z + 6.666666666666735130e-1;
  const half = 0.5 * f * f;
  const log = <f64>exponent * 6.931471805599453e-1 + (f - (half - s * (half + p * z)));
  return log * (x / (sum - 1));
}
