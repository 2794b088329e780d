/** How the numbers of a tensor are stored: float32, int32, or a byte that is 0 or 1. In kernels f32, i32 and u8 stand for them. */
export const FLOAT: i32 = 0;
export const WHOLE: i32 = 1;

/** Bytes of a number. */
@inline
export function sizeOfType(type: i32): usize {
  return type == FLOAT || type == WHOLE ? 4 : 1;
}
