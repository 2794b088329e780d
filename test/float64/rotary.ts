import { indexAt, mapArray, offsetAt, type NdArray } from './array.js';
import type { Field } from './scalar.js';

/**
 * Rotary position embedding (arXiv:2104.09864, equation 34): `y = x · cos(m · θ) + rotate(x) · sin(m · θ)` for the
 * position `m`, where the features `i` and `i + d/2` share `θ = base^(−2i/d)`.
 *
 * @param x `[b, t, h, d]`.
 * @param positions One for each `t`.
 */
export function rotary<S>(field: Field<S>, x: NdArray<S>, positions: readonly number[], base = 10000): NdArray<S> {
  const half = x.shape[3] / 2;
  return mapArray(x, (value, at) => {
    const [b, t, h, feature] = indexAt(x.shape, at);
    const angle = positions[t] * Math.exp((-(feature % half) / half) * Math.log(base));
    const partner = x.values[offsetAt(x.shape, [b, t, h, (feature + half) % (2 * half)])];
    const sign = feature < half ? -1 : 1;
    const turned = field.mul(partner, field.constant(sign * Math.sin(angle)));
    return field.add(field.mul(value, field.constant(Math.cos(angle))), turned);
  });
}
