import { loadColumn } from './loadColumn';
import { goToRow, nextRow, stepOfB } from './nextRow';
import { storeTransposed } from './storeTransposed';

const TILE: i32 = 64;

/**
 * Transposes matrices of numbers of `size` bytes, 1 or 4, tile by tile: the source is `[columns, rows]` with its rows side
 * by side, the target `[rows, columns]` with its columns side by side. `lineFrom` and `lineTo` are the distances of the
 * others, in bytes, and the axes lead from matrix to matrix. Tiles `begin` to before `end`.
 */
export function transposeTiles(begin: i32, end: i32, room: usize, from: usize, to: usize, rows: i32, columns: i32, size: usize, lineFrom: usize, lineTo: usize, axes: usize, numAxes: i32): void {
  const across = (columns + TILE - 1) / TILE;
  const tiles = ((rows + TILE - 1) / TILE) * across;
  let tile = begin % tiles;
  from += <usize>goToRow(axes, numAxes, begin / tiles, room);
  to += <usize>stepOfB();
  for (let at = begin; at < end; at++) {
    const row = (tile / across) * TILE;
    const column = (tile % across) * TILE;
    const tileFrom = from + <usize>column * lineFrom + <usize>row * size;
    const tileTo = to + <usize>row * lineTo + <usize>column * size;
    const height = min(TILE, rows - row);
    const width = min(TILE, columns - column);
    if (size == 4) transposeFours(tileFrom, tileTo, height, width, lineFrom, lineTo);
    else transposeBytes(tileFrom, tileTo, height, width, lineFrom, lineTo);
    if (++tile < tiles) continue;
    tile = 0;
    from += <usize>nextRow(axes, numAxes, room);
    to += <usize>stepOfB();
  }
}

/**
 * Blocks of 4 × 4 numbers in registers, two of them side by side in the source: its lines may lie in one set of the cache,
 * which does not hold them until the next. What is left of the tile goes one by one.
 */
function transposeFours(from: usize, to: usize, height: i32, width: i32, lineFrom: usize, lineTo: usize): void {
  const wholeColumns = width & ~3;
  let row = 0;
  for (; row + 4 <= height; row += 8) {
    const isPair = row + 8 <= height;
    let source = from + <usize>row * 4;
    let target = to + <usize>row * lineTo;
    for (let column = 0; column < wholeColumns; column += 4) {
      transposeBlock(source, target, lineFrom, lineTo);
      if (isPair) transposeBlock(source + 16, target + 4 * lineTo, lineFrom, lineTo);
      source += 4 * lineFrom;
      target += 16;
    }
  }
  const wholeRows = height & ~3;
  const columns = <usize>wholeColumns;
  transposeEach<u32>(from + columns * lineFrom, to + columns * 4, wholeRows, width - wholeColumns, lineFrom, lineTo);
  transposeEach<u32>(from + <usize>wholeRows * 4, to + <usize>wholeRows * lineTo, height - wholeRows, width, lineFrom, lineTo);
}

/** Blocks of 4 × 4 bytes, and what is left of the tile one by one. */
function transposeBytes(from: usize, to: usize, height: i32, width: i32, lineFrom: usize, lineTo: usize): void {
  const wholeRows = height & ~3;
  const wholeColumns = width & ~3;
  for (let row: usize = 0; row < <usize>wholeRows; row += 4) {
    let source = from + row;
    let target = to + row * lineTo;
    for (let column = 0; column < wholeColumns; column += 4) {
      const block = i8x16.swizzle(loadColumn(source, lineFrom), i8x16(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15));
      v128.store_lane<u32>(target, block, 0);
      v128.store_lane<u32>(target + lineTo, block, 1);
      v128.store_lane<u32>(target + 2 * lineTo, block, 2);
      v128.store_lane<u32>(target + 3 * lineTo, block, 3);
      source += 4 * lineFrom;
      target += 4;
    }
  }
  const columns = <usize>wholeColumns;
  transposeEach<u8>(from + columns * lineFrom, to + columns, wholeRows, width - wholeColumns, lineFrom, lineTo);
  transposeEach<u8>(from + <usize>wholeRows, to + <usize>wholeRows * lineTo, height - wholeRows, width, lineFrom, lineTo);
}

@inline
function transposeBlock(from: usize, to: usize, lineFrom: usize, lineTo: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + lineFrom);
  const c = v128.load(from + 2 * lineFrom);
  storeTransposed(a, b, c, v128.load(from + 3 * lineFrom), to, lineTo);
}

@inline
function transposeEach<T>(from: usize, to: usize, height: i32, width: i32, lineFrom: usize, lineTo: usize): void {
  for (let row: usize = 0; row < <usize>height; row++) {
    let source = from + row * sizeof<T>();
    let target = to + row * lineTo;
    for (let column = 0; column < width; column++) {
      store<T>(target, load<T>(source));
      source += lineFrom;
      target += sizeof<T>();
    }
  }
}
