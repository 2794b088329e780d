/** Four numbers of 4 bytes, one of each of four rows. */
@inline
export function loadColumn(at: usize, line: usize): v128 {
  let four = v128.load32_zero(at);
  four = v128.load_lane<u32>(at + line, four, 1);
  four = v128.load_lane<u32>(at + 2 * line, four, 2);
  return v128.load_lane<u32>(at + 3 * line, four, 3);
}
