import { storeLanes } from './storeLanes';

/**
 * to[k, h, :] = Σ over parts of from[part, h, :, k], of a batch or several: an item is a key of one of them. What is summed lies in
 * panels of 8 columns, `[h][size / 8][keys][8]`.
 *
 * @param parts How many there are of a batch, one behind the other.
 */
export function sumHeads(begin: i32, end: i32, room: usize, from: usize, parts: i32, heads: i32, keys: i32, size: i32, to: usize): void {
  const panel = <usize>keys << 5;
  const columns = (size + 7) >> 3;
  const part = panel * <usize>(columns * heads);
  let at = to + <usize>begin * <usize>(heads * size) * 4;
  for (let item = begin; item < end; item++) {
    let x = from + part * <usize>(item / keys * parts) + (<usize>(item % keys) << 5);
    for (let h = 0; h < heads; h++) {
      for (let column = 0; column < size; column += 8) {
        let low = v128.load(x);
        let high = v128.load(x, 16);
        for (let p = 1; p < parts; p++) {
          const other = x + <usize>p * part;
          low = f32x4.add(low, v128.load(other));
          high = f32x4.add(high, v128.load(other, 16));
        }
        storeUpTo(at, low, size - column);
        storeUpTo(at + 16, high, size - column - 4);
        at += <usize>min(8, size - column) << 2;
        x += panel;
      }
    }
  }
}

@inline
function storeUpTo(to: usize, v: v128, width: i32): void {
  if (width >= 4) v128.store(to, v);
  else if (width > 0) storeLanes(to, v, <usize>width);
}
