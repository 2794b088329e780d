import { packFour, packVectors } from './packPanels';
import { storeLanes } from './storeLanes';

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

/** The other way: panels of 8 of their numbers to `[b, k, h, size]`. An item is a key of a batch. */
export function unpackHeads(begin: i32, end: i32, room: usize, from: usize, heads: i32, keys: i32, size: i32, to: usize): void {
  const panel = <usize>keys << 5;
  const batch = panel * <usize>(((size + 7) >> 3) * heads);
  let at = to + <usize>begin * <usize>(heads * size) * 4;
  for (let item = begin; item < end; item++) {
    let x = from + batch * <usize>(item / keys) + (<usize>(item % keys) << 5);
    for (let h = 0; h < heads; h++) {
      for (let column = 0; column < size; column += 8) {
        storeUpTo(at, v128.load(x), size - column);
        storeUpTo(at + 16, v128.load(x, 16), size - column - 4);
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
