/** A whole number of the table of an attention kernel. */
@inline
export function numberOf(table: usize, field: i32): i32 {
  return load<i32>(table + (<usize>field << 2));
}

/** An address or a count of bytes of it. */
@inline
export function bytesOf(table: usize, field: i32): usize {
  return <usize>load<u32>(table + (<usize>field << 2));
}

/** A float of it. */
@inline
export function floatOf(table: usize, field: i32): f32 {
  return load<f32>(table + (<usize>field << 2));
}

/** Where a row of a tensor begins that is stretched over scores: `strides` is the field of its four strides. */
@inline
export function stretchedRow(table: usize, field: i32, strides: i32, batch: i32, query: i32): usize {
  return bytesOf(table, field) + <usize>batch * bytesOf(table, strides) + <usize>query * bytesOf(table, strides + 2);
}
