import { blockA, blockB, blockMoveA, blockMoveB, blockRows, blockStepA, blockStepB, blockWidth, nextBlock, startBlocks } from './nextBlock';
import { AND, sixteenBytes } from './sixteenBytes';
import { storeBytes } from './storeBytes';

/** A block, as in arithmetic. */
@inline
function block(operation: i32, shift: usize, to: usize, spreadA: bool, spreadB: bool): void {
  let a = blockA;
  let b = blockB;
  const moveA = blockMoveA;
  const moveB = blockMoveB;
  const count = <usize>blockWidth;
  const whole = count & ~15;
  for (let rows = blockRows; rows > 0; rows--) {
    const x = shift == 0 ? v128.load_splat<u8>(a) : v128.load_splat<u32>(a);
    const y = shift == 0 ? v128.load_splat<u8>(b) : v128.load_splat<u32>(b);
    let i: usize = 0;
    for (; i < whole; i += 16) {
      v128.store(to + i, sixteenBytes(operation, a + (i << shift), b + (i << shift), x, y, spreadA, spreadB));
    }
    if (i < count) {
      const end = sixteenBytes(operation, a + (i << shift), b + (i << shift), x, y, spreadA, spreadB);
      if (rows > 1) v128.store(to + i, end);
      else storeBytes(to + i, end, count - i);
    }
    a += moveA;
    b += moveB;
    to += count;
  }
}

/** Walks as the kernels of arithmetic do; `to` has a byte for each element. */
@inline
export function byteBlocks(operation: i32, begin: i32, end: i32, room: usize, a: usize, b: usize, to: usize, width: i32, stepA: i32, stepB: i32, axes: usize, numAxes: i32): void {
  // Bytes of an operand's number are 1 << shift.
  const shift: usize = operation >= AND ? 0 : 2;
  startBlocks(begin, end, room, a, b, width, stepA, stepB, axes, numAxes, <i32>shift);
  to += begin;
  for (let count = nextBlock(); count > 0; count = nextBlock()) {
    if (blockStepA == 0) block(operation, shift, to, true, false);
    else if (blockStepB == 0) block(operation, shift, to, false, true);
    else block(operation, shift, to, false, false);
    to += count;
  }
}
