/**
 * to[k, h, :] = Σ over parts of from[part, h, k, :], of a batch or several: an item is a key of one of them.
 *
 * @param parts How many there are of a batch, one behind the other.
 */
export function sumHeads(begin: i32, end: i32, room: usize, from: usize, parts: i32, heads: i32, keys: i32, size: i32, to: usize): void {
  const line = <usize>size * 4;
  const head = line * <usize>keys;
  const part = head * <usize>heads;
  for (let item = begin; item < end; item++) {
    const first = from + part * <usize>(item / keys * parts) + line * <usize>(item % keys);
    let at = to + <usize>item * <usize>heads * line;
    for (let h = 0; h < heads; h++) {
      const x = first + <usize>h * head;
      memory.copy(at, x, line);
      for (let p = 1; p < parts; p++) addRow(x + <usize>p * part, at, size);
      at += line;
    }
  }
}

function addRow(from: usize, to: usize, size: i32): void {
  let i = 0;
  for (; i + 4 <= size; i += 4) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    from += 16;
    to += 16;
  }
  for (; i < size; i++) {
    store<f32>(to, load<f32>(to) + load<f32>(from));
    from += 4;
    to += 4;
  }
}
