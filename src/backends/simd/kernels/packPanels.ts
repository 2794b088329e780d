import { storeTransposed } from './storeTransposed';

/** Steps of an item: its rows are read as they lie, and some cache lines of each panel written whole. */
const STEPS: i32 = 16;

/**
 * Lays out lines of matrices in panels `[K][width]`, `width` of 4 or 8 lines side by side. Matrices are `[K, lines]`, one
 * behind the other; an item is 16 of their rows, or those that are left.
 *
 * What a panel holds of lines that are not there is never used, and nothing but numbers that are.
 */
export function packPanelsAcross(begin: i32, end: i32, room: usize, from: usize, lines: i32, K: i32, width: i32, to: usize): void {
  const panels = (lines + width - 1) / width;
  const parts = (K + STEPS - 1) / STEPS;
  const step = <usize>lines * 4;
  const size = <usize>K * <usize>width * 4;
  for (let item = begin; item < end; item++) {
    const matrix = <usize>(item / parts);
    const start = (item % parts) * STEPS;
    const steps = min(STEPS, K - start);
    const source = from + (matrix * <usize>K + <usize>start) * step;
    const target = to + matrix * <usize>panels * size + <usize>(start * width) * 4;
    packAcross(source, step, lines, steps, width, target, size);
  }
}

/** Lays out some steps of lines that lie side by side in rows `step` bytes apart, in panels that begin `size` bytes apart. */
function packAcross(from: usize, step: usize, lines: i32, steps: i32, width: i32, to: usize, size: usize): void {
  const panels = (lines + width - 1) / width;
  const together = 16 / width;
  const whole = lines / 16 * together;
  for (let panel = 0; panel < whole; panel += together) {
    packCacheLines(from, step, steps, width == 8, to, size);
    from += 64;
    to += <usize>together * size;
  }
  for (let panel = whole; panel < panels; panel++) {
    packVectors(from, step, steps, width == 8, to);
    from += <usize>width * 4;
    to += size;
  }
}

/**
 * Lays out some lines of a matrix of which `along` tells whether it is `[lines, K]`, with rows `step` bytes apart, or `[K, lines]`.
 */
export function packLines(from: usize, step: usize, along: bool, lines: i32, K: i32, width: i32, to: usize): void {
  const size = <usize>K * <usize>width * 4;
  if (!along) {
    for (let start = 0; start < K; start += STEPS) {
      packAcross(from + <usize>start * step, step, lines, min(STEPS, K - start), width, to + <usize>(start * width) * 4, size);
    }
    return;
  }
  for (let line = 0; line < lines; line += width) {
    for (let four = 0; four < width; four += 4) packFour(from, step, line + four, lines - 1, K, <usize>width * 4, to + <usize>four * 4);
    to += size;
  }
}

/** Lays out 16 lines at once, two panels of 8 of them or four of 4, `size` bytes apart: cache lines are read whole. */
function packCacheLines(from: usize, step: usize, steps: i32, wide: bool, to: usize, size: usize): void {
  const second: usize = wide ? 16 : size;
  const third: usize = wide ? size : 2 * size;
  const fourth: usize = second + third;
  const next: usize = wide ? 32 : 16;
  for (let k = 0; k < steps; k++) {
    v128.store(to, v128.load(from));
    v128.store(to + second, v128.load(from, 16));
    v128.store(to + third, v128.load(from, 32));
    v128.store(to + fourth, v128.load(from, 48));
    from += step;
    to += next;
  }
}

export function packVectors(from: usize, step: usize, steps: i32, wide: bool, to: usize): void {
  if (wide) {
    for (let k = 0; k < steps; k++) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      from += step;
      to += 32;
    }
  } else {
    let k = 0;
    for (; k + 4 <= steps; k += 4) {
      const x0 = v128.load(from);
      const x1 = v128.load(from + step);
      const x2 = v128.load(from + 2 * step);
      const x3 = v128.load(from + 3 * step);
      v128.store(to, x0);
      v128.store(to, x1, 16);
      v128.store(to, x2, 32);
      v128.store(to, x3, 48);
      from += 4 * step;
      to += 64;
    }
    for (; k < steps; k++) {
      v128.store(to, v128.load(from));
      from += step;
      to += 16;
    }
  }
}

/** {@link packPanelsAcross} of matrices `[lines, K]`. Lines that are not there are the last that is. */
export function packPanelsAlong(begin: i32, end: i32, room: usize, from: usize, lines: i32, K: i32, width: i32, to: usize): void {
  const panels = (lines + width - 1) / width;
  const next = <usize>K * 4;
  for (let item = begin; item < end; item++) {
    const line = (item % panels) * width;
    const source = from + <usize>(item / panels) * <usize>lines * next;
    const target = to + <usize>item * <usize>width * next;
    for (let four = 0; four < width; four += 4) {
      packFour(source, next, line + four, lines - 1, K, <usize>width * 4, target + <usize>four * 4);
    }
  }
}

/** Lays out four lines that lie `next` bytes apart, four steps at a time. */
export function packFour(matrix: usize, next: usize, line: i32, last: i32, K: i32, width: usize, to: usize): void {
  let from = matrix + <usize>min(line, last) * next;
  let from1 = matrix + <usize>min(line + 1, last) * next;
  let from2 = matrix + <usize>min(line + 2, last) * next;
  let from3 = matrix + <usize>min(line + 3, last) * next;
  let k = 0;
  for (; k + 4 <= K; k += 4) {
    storeTransposed(v128.load(from), v128.load(from1), v128.load(from2), v128.load(from3), to, width);
    from += 16;
    from1 += 16;
    from2 += 16;
    from3 += 16;
    to += 4 * width;
  }
  for (; k < K; k++) {
    store<f32>(to, load<f32>(from));
    store<f32>(to, load<f32>(from1), 4);
    store<f32>(to, load<f32>(from2), 8);
    store<f32>(to, load<f32>(from3), 12);
    from += 4;
    from1 += 4;
    from2 += 4;
    from3 += 4;
    to += width;
  }
}
