import { storeTransposed } from './storeTransposed';

/** Steps that are copied for one panel after the other: their cache lines, which neighbouring panels share, stay. */
const BLOCK: i32 = 64;

/**
 * Lays out lines of matrices in panels `[K][width]`, `width` of 4 or 8 lines side by side; an item is a panel. Matrices are
 * `[K, lines]`, one behind the other.
 *
 * What a panel holds of lines that are not there is never used, and nothing but numbers that are.
 */
export function packPanelsAcross(begin: i32, end: i32, room: usize, from: usize, lines: i32, K: i32, width: i32, to: usize): void {
  const panels = (lines + width - 1) / width;
  const step = <usize>lines * 4;
  const size = <usize>K * <usize>width * 4;
  for (let start = 0; start < K; start += BLOCK) {
    const steps = min(BLOCK, K - start);
    for (let item = begin; item < end; item++) {
      const matrix = from + <usize>(item / panels) * <usize>K * step;
      const source = matrix + <usize>start * step + <usize>(item % panels) * <usize>width * 4;
      packVectors(source, step, steps, width == 8, to + <usize>item * size + <usize>(start * width) * 4);
    }
  }
}

function packVectors(from: usize, step: usize, steps: i32, wide: bool, to: usize): void {
  for (let k = 0; k < steps; k++) {
    v128.store(to, v128.load(from));
    if (wide) v128.store(to, v128.load(from, 16), 16);
    from += step;
    to += wide ? 32 : 16;
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

/** Four lines that lie apart, four steps at a time. */
function packFour(matrix: usize, next: usize, line: i32, last: i32, K: i32, width: usize, to: usize): void {
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
