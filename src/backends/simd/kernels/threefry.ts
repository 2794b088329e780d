/** Each word rotated to the left. Whole bytes move in one instruction. */
@inline
function turned(y: v128, distance: i32): v128 {
  if (distance == 16) return v128.shuffle<i8>(y, y, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
  if (distance == 24) return v128.shuffle<i8>(y, y, 1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15, 12);
  return v128.or(i32x4.shl(y, distance), i32x4.shr_u(y, 32 - distance));
}

/**
 * Threefry-2x32 with 20 rounds under a key of two words, as in `engine/random/threefry.ts`: stores the eight words of the
 * blocks `block` to `block + 3` of a draw, in their order.
 */
@inline
export function threefry(key0: i32, key1: i32, block: i32, to: usize): void {
  let a = i32x4.splat(key0);
  let b = i32x4.splat(key1);
  let c = i32x4.splat(key0 ^ key1 ^ 0x1bd11bda);
  let x = i32x4.add(i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3)), a);
  // The second word of a draw's counter.
  let y = i32x4.add(i32x4.splat(0x80000000), b);
  for (let group = 1; group <= 5; group++) {
    const isOdd = (group & 1) != 0;
    x = i32x4.add(x, y);
    y = v128.xor(isOdd ? turned(y, 13) : turned(y, 17), x);
    x = i32x4.add(x, y);
    y = v128.xor(isOdd ? turned(y, 15) : turned(y, 29), x);
    x = i32x4.add(x, y);
    y = v128.xor(isOdd ? turned(y, 26) : turned(y, 16), x);
    x = i32x4.add(x, y);
    y = v128.xor(isOdd ? turned(y, 6) : turned(y, 24), x);
    // The key goes in behind every four rounds, its words in turn.
    x = i32x4.add(x, b);
    y = i32x4.add(y, i32x4.add(c, i32x4.splat(group)));
    const first = a;
    a = b;
    b = c;
    c = first;
  }
  v128.store(to, v128.shuffle<i32>(x, y, 0, 4, 1, 5));
  v128.store(to, v128.shuffle<i32>(x, y, 2, 6, 3, 7), 16);
}
