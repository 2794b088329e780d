/** Copies the rows, of `bytes` each, that the indices (int32, inside of the table) name, one after the other. */
export function gather(table: usize, indices: usize, to: usize, count: i32, bytes: usize): void {
  for (let i = 0; i < count; i++) {
    memory.copy(to, table + <usize>load<i32>(indices) * bytes, bytes);
    indices += 4;
    to += bytes;
  }
}
