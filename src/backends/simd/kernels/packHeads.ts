import { packFour, packVectors } from './packPanels';

/** Lays out keys `[b, k, h, d]` in panels of 8 of them, `[b, h, k / 8, d, 8]`: an item is one head of a batch. */
export function packHeadsAlong(begin: i32, end: i32, room: usize, from: usize, heads: i32, keys: i32, size: i32, to: usize): void {
  const next = <usize>heads * <usize>size * 4;
  const panels = (keys + 7) >> 3;
  for (let item = begin; item < end; item++) {
    const source = from + <usize>(item / heads) * <usize>keys * next + <usize>(item % heads) * <usize>size * 4;
    let target = to + <usize>item * <usize>panels * <usize>size * 32;
    for (let key = 0; key < keys; key += 8) {
      packFour(source, next, key, keys - 1, size, 32, target);
      packFour(source, next, key + 4, keys - 1, size, 32, target + 16);
      target += <usize>size * 32;
    }
  }
}

/** Lays them out in panels of 8 of their numbers, `[b, h, d / 8, k, 8]`; the last panel has whatever follows. */
export function packHeadsAcross(begin: i32, end: i32, room: usize, from: usize, heads: i32, keys: i32, size: i32, to: usize): void {
  const next = <usize>heads * <usize>size * 4;
  const panels = (size + 7) >> 3;
  for (let item = begin; item < end; item++) {
    const source = from + <usize>(item / heads) * <usize>keys * next + <usize>(item % heads) * <usize>size * 4;
    let target = to + <usize>item * <usize>panels * <usize>keys * 32;
    for (let column = 0; column < size; column += 8) {
      packVectors(source + <usize>column * 4, next, keys, true, target);
      target += <usize>keys * 32;
    }
  }
}
