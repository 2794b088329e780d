/** Columns that are summed at once. */
const BLOCK: i32 = 16;

/**
 * Running sums along `count` numbers or rows of numbers, `width` of them side by side, in the order of the index and in the
 * type of the numbers; `exclusive` leaves out the number itself, `reverse` begins at the end. Blocks of 16 columns are the
 * items.
 */
@inline
function sums<T>(begin: i32, end: i32, x: usize, to: usize, count: i32, width: i32, exclusive: i32, reverse: i32): void {
  const blocks = (width + BLOCK - 1) / BLOCK;
  const line = <usize>width * 4;
  const step = reverse ? -line : line;
  const start = reverse ? <usize>(count - 1) * line : 0;
  for (let item = begin; item < end; item++) {
    const column = (item % blocks) * BLOCK;
    const offset = <usize>(item / blocks) * <usize>count * line + <usize>column * 4 + start;
    const columns = min(BLOCK, width - column);
    let i = 0;
    for (; i + 4 <= columns; i += 4) sumsOfFour<T>(x + offset + <usize>i * 4, to + offset + <usize>i * 4, count, step, exclusive);
    for (; i < columns; i++) sumsOfOne<T>(x + offset + <usize>i * 4, to + offset + <usize>i * 4, count, step, exclusive);
  }
}

/** A sum that begins with −0 keeps the −0 of its first number. */
@inline
function sumsOfFour<T>(from: usize, to: usize, count: i32, step: usize, exclusive: i32): void {
  let sum = isFloat<T>() && !exclusive ? f32x4.splat(-0.0) : i32x4.splat(0);
  for (let i = 0; i < count; i++) {
    const x = v128.load(from);
    if (exclusive) v128.store(to, sum);
    sum = isFloat<T>() ? f32x4.add(sum, x) : i32x4.add(sum, x);
    if (!exclusive) v128.store(to, sum);
    from += step;
    to += step;
  }
}

@inline
function sumsOfOne<T>(from: usize, to: usize, count: i32, step: usize, exclusive: i32): void {
  let sum = <T>(isFloat<T>() && !exclusive ? -0.0 : 0.0);
  for (let i = 0; i < count; i++) {
    const x = load<T>(from);
    if (exclusive) store<T>(to, sum);
    sum += x;
    if (!exclusive) store<T>(to, sum);
    from += step;
    to += step;
  }
}

export function cumulativeSum(begin: i32, end: i32, room: usize, isWhole: i32, x: usize, to: usize, count: i32, width: i32, exclusive: i32, reverse: i32): void {
  if (isWhole) sums<i32>(begin, end, x, to, count, width, exclusive, reverse);
  else sums<f32>(begin, end, x, to, count, width, exclusive, reverse);
}
