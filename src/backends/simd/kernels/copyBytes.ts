/** From here on the engine's own copying is faster than a loop. */
const LONG: usize = 512;

/** Bytes that lie side by side; what is no whole vector is copied with bytes that are copied already. */
@inline
export function copyBytes(from: usize, to: usize, bytes: usize): void {
  if (bytes >= LONG) {
    memory.copy(to, from, bytes);
    return;
  }
  if (bytes >= 16) {
    const last = bytes - 16;
    for (let i: usize = 0; i < last; i += 16) v128.store(to + i, v128.load(from + i));
    v128.store(to + last, v128.load(from + last));
    return;
  }
  let i: usize = 0;
  for (; i + 4 <= bytes; i += 4) store<u32>(to + i, load<u32>(from + i));
  for (; i < bytes; i++) store<u8>(to + i, load<u8>(from + i));
}
