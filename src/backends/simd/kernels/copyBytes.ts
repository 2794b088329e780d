/** From here on the engine's own copying is faster than a loop. */
const LONG: usize = 512;

/** Bytes that lie side by side; what is no whole vector, or word, is copied with bytes that are copied already. */
@inline
export function copyBytes(from: usize, to: usize, bytes: usize): void {
  if (bytes >= LONG) {
    memory.copy(to, from, bytes);
  } else if (bytes >= 16) {
    const last = bytes - 16;
    for (let i: usize = 0; i < last; i += 16) v128.store(to + i, v128.load(from + i));
    v128.store(to + last, v128.load(from + last));
  } else if (bytes >= 8) {
    store<u64>(to, load<u64>(from));
    store<u64>(to + bytes - 8, load<u64>(from + bytes - 8));
  } else if (bytes >= 4) {
    store<u32>(to, load<u32>(from));
    store<u32>(to + bytes - 4, load<u32>(from + bytes - 4));
  } else {
    for (let i: usize = 0; i < bytes; i++) store<u8>(to + i, load<u8>(from + i));
  }
}
