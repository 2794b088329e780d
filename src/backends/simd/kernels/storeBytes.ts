/** Stores the first `count` (0 to 15) bytes of a vector: the end of a row, where a whole vector would write past it. */
@inline
export function storeBytes(to: usize, v: v128, count: usize): void {
  if (count & 8) {
    store<u64>(to, i64x2.extract_lane(v, 0));
    v = v128.shuffle<i64>(v, v, 1, 1);
    to += 8;
  }
  let rest = i64x2.extract_lane(v, 0);
  if (count & 4) {
    store<u32>(to, <u32>rest);
    rest = <i64>(<u64>rest >> 32);
    to += 4;
  }
  if (count & 2) {
    store<u16>(to, <u16>rest);
    rest = <i64>(<u64>rest >> 16);
    to += 2;
  }
  if (count & 1) store<u8>(to, <u8>rest);
}
