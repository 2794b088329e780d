import { promoteHigh } from './doublePairs';

/** Adds four numbers to sums in double precision. */
@inline
export function addDoubles(sums: usize, four: v128): void {
  v128.store(sums, f64x2.add(v128.load(sums), f64x2.promote_low_f32x4(four)));
  v128.store(sums, f64x2.add(v128.load(sums, 16), promoteHigh(four)), 16);
}
