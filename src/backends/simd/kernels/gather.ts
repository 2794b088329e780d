/** Copies the rows, of `bytes` each, that the indices (int32, inside of the table) name, one after the other. */
export function gather(begin: i32, end: i32, room: usize, table: usize, indices: usize, to: usize, bytes: usize): void {
  for (let i = begin; i < end; i++) {
    memory.copy(to + <usize>i * bytes, table + <usize>load<i32>(indices + <usize>i * 4) * bytes, bytes);
  }
}
