/** Adds `slices` tensors of `size` numbers that lie one behind the other, in their order, in double precision. */
export function addSlices(begin: i32, end: i32, room: usize, from: usize, slices: i32, size: i32, to: usize): void {
  for (let i = begin; i < end; i++) {
    let sum: f64 = 0;
    for (let slice = 0; slice < slices; slice++) sum += <f64>load<f32>(from + (<usize>slice * <usize>size + <usize>i) * 4);
    store<f32>(to + <usize>i * 4, <f32>sum);
  }
}
