import { extremeOf, neutralVector } from './extreme';

/** Of neighbours, at least a vector of them: the largest or smallest of those that are a vector, or several, apart. */
@inline
export function extremesOfRun<T>(operation: i32, at: usize, count: i32): v128 {
  let a = neutralVector<T>(operation), b = a, c = a, d = a;
  const last = at + <usize>count * sizeof<T>() - 16;
  for (; at + 48 <= last; at += 64) {
    a = extremeOf<T>(operation, a, v128.load(at));
    b = extremeOf<T>(operation, b, v128.load(at, 16));
    c = extremeOf<T>(operation, c, v128.load(at, 32));
    d = extremeOf<T>(operation, d, v128.load(at, 48));
  }
  for (; at < last; at += 16) a = extremeOf<T>(operation, a, v128.load(at));
  // The last ones may have been looked at.
  if (at < last + 16) b = extremeOf<T>(operation, b, v128.load(last));
  return extremeOf<T>(operation, extremeOf<T>(operation, a, b), extremeOf<T>(operation, c, d));
}
