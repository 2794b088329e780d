/** A file of a header as given, unpadded, and some data: bytes, or as many zeros. */
export function fileOf(header: string | Uint8Array, data: Uint8Array | number = 0): Uint8Array {
  const text = typeof header === 'string' ? new TextEncoder().encode(header) : header;
  const tail = typeof data === 'number' ? new Uint8Array(data) : data;
  const bytes = new Uint8Array(8 + text.length + tail.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 8);
  bytes.set(tail, 8 + text.length);
  return bytes;
}

/** What a header says of one tensor, true or not. */
export function entryOf(dtype: unknown, shape: unknown, offsets: unknown): string {
  return JSON.stringify({ dtype, shape, data_offsets: offsets });
}
