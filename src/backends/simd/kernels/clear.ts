/** Sets the bytes `begin` to before `end` to 0. */
export function clear(begin: i32, end: i32, room: usize, to: usize): void {
  memory.fill(to + <usize>begin, 0, <usize>(end - begin));
}
