/** Stores the columns of four vectors as rows, `line` bytes apart. */
@inline
export function storeTransposed(a: v128, b: v128, c: v128, d: v128, to: usize, line: usize): void {
  const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const ab2 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const cd2 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i64>(ab, cd, 0, 2));
  v128.store(to + line, v128.shuffle<i64>(ab, cd, 1, 3));
  v128.store(to + 2 * line, v128.shuffle<i64>(ab2, cd2, 0, 2));
  v128.store(to + 3 * line, v128.shuffle<i64>(ab2, cd2, 1, 3));
}
