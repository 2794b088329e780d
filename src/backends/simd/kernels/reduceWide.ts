import { ADD, MULTIPLY } from './combine';
import { neutralVector, numberExtreme } from './extreme';
import { multiplyAdd } from './multiplyAdd';
import { GROUP, sumsOfGroup } from './sumRun';

/**
 * Reduces rows of float32 of at least 4 numbers, `line` bytes apart, four at a time: what is left of each becomes one number for all
 * four at once. As many as there are whole groups of, which it returns; none of products or where they are too long to add in
 * float32, nor where one has NaN, infinities or what comes near them.
 *
 * @param room For 128 bytes.
 */
@inline
export function reduceWide(operation: i32, rows: i32, x: usize, line: usize, to: usize, width: i32, divisor: f64, room: usize): i32 {
  if (operation == MULTIPLY || (operation == ADD && width > GROUP)) return 0;
  const whole = rows & ~3;
  const areNumbers = operation == ADD
    ? meansOfRows(whole, x, line, to, width, divisor, room)
    : extremesOfRows(operation, whole, x, line, to, width, room);
  return areNumbers ? whole : 0;
}

@inline
function meansOfRows(rows: i32, x: usize, line: usize, to: usize, width: i32, divisor: f64, room: usize): bool {
  const by = f32x4.splat(<f32>divisor);
  // 0 while all are finite, else NaN.
  let differences = f32x4.splat(0);
  for (let row = 0; row < rows; row += 4) {
    const low = joinHalves(sumsOfGroup(x, width), sumsOfGroup(x + line, width));
    const high = joinHalves(sumsOfGroup(x + 2 * line, width), sumsOfGroup(x + 3 * line, width));
    x += 4 * line;
    const sums = f32x4.add(v128.shuffle<i64>(low, high, 0, 2), v128.shuffle<i64>(low, high, 1, 3));
    const means = f32x4.div(sums, by);
    differences = f32x4.add(differences, f32x4.sub(means, means));
    v128.store(to, means);
    to += 16;
  }
  return !v128.any_true(f32x4.ne(differences, differences));
}

/** To look for NaN in each number takes the units of a processor that compare; sums of products, NaN where one is, those that multiply. */
@inline
function extremesOfRows(operation: i32, rows: i32, x: usize, line: usize, to: usize, width: i32, room: usize): bool {
  let products = f32x4.splat(0);
  for (let row = 0; row < rows; row += 4) {
    for (let i: usize = 0; i < 64; i += 16) {
      let a = neutralVector<f32>(operation), b = a;
      let p = f32x4.splat(0), q = p;
      const end = x + (<usize>width << 2);
      let at = x;
      for (; at + 64 <= end; at += 64) {
        const v0 = v128.load(at);
        const v1 = v128.load(at, 16);
        a = numberExtreme(operation, a, numberExtreme(operation, v0, v1));
        p = multiplyAdd(v0, v1, p);
        const v2 = v128.load(at, 32);
        const v3 = v128.load(at, 48);
        b = numberExtreme(operation, b, numberExtreme(operation, v2, v3));
        q = multiplyAdd(v2, v3, q);
      }
      for (; at < end; at += 16) {
        // The last vector ends where the row does: some of its numbers may have been looked at.
        const v = v128.load(min(at, end - 16));
        a = numberExtreme(operation, a, v);
        p = f32x4.add(p, v);
      }
      v128.store(room + i, numberExtreme(operation, a, b));
      v128.store(room + i, f32x4.add(p, q), 64);
      x += line;
    }
    const low = numberExtreme(operation, firstsOf(room), secondsOf(room));
    const high = numberExtreme(operation, firstsOf(room + 32), secondsOf(room + 32));
    v128.store(to, numberExtreme(operation, v128.shuffle<i64>(low, high, 0, 2), v128.shuffle<i64>(low, high, 1, 3)));
    const ofRows = f32x4.add(f32x4.add(v128.load(room, 64), v128.load(room, 80)), f32x4.add(v128.load(room, 96), v128.load(room, 112)));
    products = f32x4.add(products, ofRows);
    to += 16;
  }
  return !v128.any_true(f32x4.ne(products, products));
}

@inline
function joinHalves(a: v128, b: v128): v128 {
  return f32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
}

/** Of two rows' four numbers, by turns, the first two, */
@inline
function firstsOf(at: usize): v128 {
  return v128.shuffle<i32>(v128.load(at), v128.load(at, 16), 0, 4, 1, 5);
}

/** and the last two. */
@inline
function secondsOf(at: usize): v128 {
  return v128.shuffle<i32>(v128.load(at), v128.load(at, 16), 2, 6, 3, 7);
}
