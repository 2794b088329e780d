import { goToRow, nextRow, stepOfB } from './nextRow';

/**
 * Walks two tensors that are stretched to one shape, in order of its elements, block by block: some rows, of each of which
 * a tensor has all numbers side by side, or one number for all.
 *
 * Rows can be a few numbers long, and going from row to row then costs more than computing them. Rows that short are laid
 * side by side in the thread's room first, many at a time, where they do not lie so already; they are one row from then on.
 */

/** Rows of fewer bytes are laid out. */
const SHORT: i32 = 64;
/** Where in the room the laid rows of a tensor begin: behind the position of the walk, which has room for 32 axes. */
const TILE_A: usize = 128;
const TILE_B: usize = 512;
/** Bytes of rows in a tile: they are written by whole vectors, the last of which may pass this. */
const TILE: i32 = 368;
/** Bytes of an axis in the table of {@link nextRow}, and where its distances are. */
const AXIS: usize = 12;
const STRIDE_A: usize = 4;
const STRIDE_B: usize = 8;

/** Whether blocks have all numbers of a tensor (1) or one for each row (0): the same for all blocks. */
export let blockStepA: i32 = 0;
export let blockStepB: i32 = 0;
/** How many rows a block has, and how many numbers a row. */
export let blockRows: i32 = 0;
export let blockWidth: i32 = 0;
/** Where the first row begins, and bytes from one to the next. */
export let blockA: usize = 0;
export let blockB: usize = 0;
export let blockMoveA: usize = 0;
export let blockMoveB: usize = 0;

let last: i32 = 0;
let at: i32 = 0;
let room: usize = 0;
let axes: usize = 0;
let numAxes: i32 = 0;
/** Bytes of a number are 1 << shift. */
let shift: i32 = 0;

/** A row: its numbers, whether a tensor has them all, and at which the next block begins. */
let width: i32 = 0;
let stepA: i32 = 0;
let stepB: i32 = 0;
let column: i32 = 0;
/** The rows along the last axis: how many, which is next, where the first is, and bytes from one to the next. */
let rows: i32 = 0;
let row: i32 = 0;
let startA: usize = 0;
let startB: usize = 0;
let moveA: i32 = 0;
let moveB: i32 = 0;
/** Rows of a tile, 0 where rows are not laid out; a multiple of 16 or at least of 4, so that a kernel's vectors fit. */
let tileRows: i32 = 0;
/** Whether one tensor has all rows in memory one after the other, and the other the same row each time. */
let repeats: bool = false;
/** How many rows lie in those tiles that serve all rows along the axis. */
let laidA: i32 = 0;
let laidB: i32 = 0;

/**
 * Begins at an element of the result; the steps of `a` and `b` within a row are 1, or 0 where one number stands for the
 * whole row, and the axes lead from row to row.
 *
 * @param direct Bytes of short rows that the kernel takes as they are, many in a block.
 */
export function startBlocks(begin: i32, end: i32, ownRoom: usize, a: usize, b: usize, rowWidth: i32, rowStepA: i32, rowStepB: i32, table: usize, tableAxes: i32, sizeShift: i32, direct: i32 = 0): void {
  at = begin;
  last = end;
  room = ownRoom;
  axes = table;
  numAxes = tableAxes;
  shift = sizeShift;
  width = rowWidth;
  stepA = rowStepA;
  stepB = rowStepB;
  rows = 1;
  tileRows = 0;
  if (numAxes > 0) {
    numAxes -= 1;
    const axis = axes + <usize>numAxes * AXIS;
    rows = load<i32>(axis);
    moveA = load<i32>(axis, STRIDE_A);
    moveB = load<i32>(axis, STRIDE_B);
    const bytes = width << shift;
    if (bytes < SHORT && bytes != direct) tileRows = TILE / bytes;
    tileRows &= tileRows >= 16 ? ~15 : ~3;
    repeats = (stepA == 1 && moveA == bytes && moveB == 0) || (stepB == 1 && moveB == bytes && moveA == 0);
  }
  blockStepA = tileRows > 0 ? 1 : stepA;
  blockStepB = tileRows > 0 ? 1 : stepB;
  blockMoveA = moveA;
  blockMoveB = moveB;
  const first = begin / width;
  column = begin % width;
  row = first % rows;
  startA = a + <usize>goToRow(axes, numAxes, first / rows, room);
  startB = b + <usize>stepOfB();
  laidA = 0;
  laidB = 0;
}

/** Goes to the next block, and returns how many numbers it has: 0 at the end. */
export function nextBlock(): i32 {
  const left = last - at;
  if (left == 0) return 0;
  if (row == rows) goToNextRows();
  const count = column == 0 && left >= width ? wholeRows(left) : partOfRow(left);
  at += count;
  return count;
}

@inline
function goToNextRows(): void {
  row = 0;
  startA += <usize>nextRow(axes, numAxes, room);
  startB += <usize>stepOfB();
  laidA = 0;
  laidB = 0;
}

@inline
function wholeRows(left: i32): i32 {
  let count = rows - row;
  // Only the last block of a task is divided out.
  if (count * width > left) count = left / width;
  if (tileRows == 0) {
    blockRows = count;
    blockWidth = width;
    blockA = startA + <usize>row * moveA;
    blockB = startB + <usize>row * moveB;
  } else if (repeats && count > tileRows) {
    blockRows = count / tileRows;
    count = blockRows * tileRows;
    layTiles(tileRows);
  } else {
    blockRows = 1;
    count = min(count, tileRows);
    layTiles(count);
  }
  row += count;
  return count * width;
}

/** What a task has of a row whose rest is another's. */
function partOfRow(left: i32): i32 {
  const count = min(width - column, left);
  blockRows = 1;
  blockWidth = count;
  blockA = startA + <usize>row * moveA + (<usize>(column * stepA) << shift);
  blockB = startB + <usize>row * moveB + (<usize>(column * stepB) << shift);
  if (tileRows > 0) {
    if (stepA == 0) layRows(blockA, 0, 0, 1, room + TILE_A);
    if (stepB == 0) layRows(blockB, 0, 0, 1, room + TILE_B);
    if (stepA == 0) blockA = room + TILE_A;
    if (stepB == 0) blockB = room + TILE_B;
    laidA = 0;
    laidB = 0;
  }
  column = 0;
  row += 1;
  return count;
}

/** Makes one row of some, of which a tile may be the next ones as well. */
@inline
function layTiles(count: i32): void {
  blockWidth = count * width;
  const bytes = width << shift;
  if (stepA == 1 && moveA == bytes) {
    blockA = startA + <usize>row * moveA;
    blockMoveA = count * bytes;
  } else {
    blockA = room + TILE_A;
    if (moveA != 0 || count > laidA) layRows(startA + <usize>row * moveA, moveA, stepA, count, blockA);
    laidA = max(laidA, count);
    blockMoveA = 0;
  }
  if (stepB == 1 && moveB == bytes) {
    blockB = startB + <usize>row * moveB;
    blockMoveB = count * bytes;
  } else {
    blockB = room + TILE_B;
    if (moveB != 0 || count > laidB) layRows(startB + <usize>row * moveB, moveB, stepB, count, blockB);
    laidB = max(laidB, count);
    blockMoveB = 0;
  }
}

/** Lays rows side by side; each begins over what the vectors of the one before wrote behind its end. */
function layRows(from: usize, move: usize, step: i32, count: i32, to: usize): void {
  const bytes = <usize>width << shift;
  const end = to + <usize>count * bytes;
  if (shift == 0 && step == 0) {
    for (; to < end; to += bytes) {
      const all = v128.load_splat<u8>(from);
      for (let j: usize = 0; j < bytes; j += 16) v128.store(to + j, all);
      from += move;
    }
  } else if (bytes > 16) {
    for (; to < end; to += bytes) {
      for (let j: usize = 0; j < bytes; j += 16) {
        v128.store(to + j, step == 0 ? v128.load_splat<u32>(from) : v128.load(from + j));
      }
      from += move;
    }
  } else if (step == 0) {
    for (; to < end; to += bytes) {
      v128.store(to, v128.load_splat<u32>(from));
      from += move;
    }
  } else {
    for (; to < end; to += bytes) {
      v128.store(to, v128.load(from));
      from += move;
    }
  }
}
