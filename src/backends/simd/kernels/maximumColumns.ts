import { MAXIMUM, MINIMUM } from './combine';
import { copyBytes } from './copyBytes';
import { extremeOf, neutralVector, numberExtreme } from './extreme';
import { multiplyAdd } from './multiplyAdd';
import { goToRow, nextRow } from './nextRow';
import { FLOAT, WHOLE } from './sizeOfType';

/** Where in a thread's room the walk through what is reduced stands, and where the last numbers of a block, behind that. */
const WALK: usize = 288;
const REST: usize = 576;
/** Bytes of a block of columns: its results stay in the first cache. */
const BLOCK: i32 = 2048;
/** Rows without gaps of up to so many bytes are read ahead, see `addRows`. */
const NARROW: usize = 1024;

/**
 * Largest or smallest numbers of tensors whose last axis, `width` long, is kept. `planes` of `height` rows, `line` bytes
 * apart, make up the results of a block of 2 KiB; `axes` lead through them, and `kept` from block to block, which
 * are the items.
 */
@inline
function columns<T>(operation: i32, begin: i32, end: i32, room: usize, x: usize, to: usize, width: i32, height: i32, line: usize, kept: usize, numKept: i32, planes: i32, axes: usize, numAxes: i32): void {
  const bytes = width * <i32>sizeof<T>();
  const blocks = (bytes + BLOCK - 1) / BLOCK;
  let column = (begin % blocks) * BLOCK;
  let outer = begin / blocks;
  x += <usize>goToRow(kept, numKept, outer, room);
  for (let item = begin; item < end; item++) {
    const length = <usize>min(BLOCK, bytes - column);
    const whole = length & ~15;
    const top = x + <usize>column;
    const target = to + <usize>outer * bytes + <usize>column;
    extremesOfBlock<T>(operation, target, top, line, height, whole, planes, axes, numAxes, room + WALK);
    if (whole < length) {
      // A vector would reach beyond the results.
      extremesOfBlock<T>(operation, room + REST, top + whole, line, height, 16, planes, axes, numAxes, room + WALK);
      copyBytes(room + REST, target + whole, length - whole);
    }
    column += BLOCK;
    if (column < bytes) continue;
    column = 0;
    outer++;
    x += <usize>nextRow(kept, numKept, room);
  }
}

@inline
function extremesOfBlock<T>(operation: i32, to: usize, top: usize, line: usize, height: i32, length: usize, planes: i32, axes: usize, numAxes: i32, walk: usize): void {
  if (isFloat<T>() && likelyExtremes(operation, to, top, line, height, length, planes, axes, numAxes, walk)) return;
  exactExtremes<T>(operation, to, top, line, height, length, planes, axes, numAxes, walk);
}

@inline
function exactExtremes<T>(operation: i32, to: usize, top: usize, line: usize, height: i32, length: usize, planes: i32, axes: usize, numAxes: i32, walk: usize): void {
  let plane = top + <usize>goToRow(axes, numAxes, 0, walk);
  for (let i: usize = 0; i < length; i += 16) v128.store(to + i, neutralVector<T>(operation));
  for (let i = 0; i < planes; i++) {
    extremeRows<T>(operation, to, plane, line, height, length);
    plane += <usize>nextRow(axes, numAxes, walk);
  }
}

@inline
function extremeRows<T>(operation: i32, to: usize, from: usize, line: usize, rows: i32, length: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let i: usize = 0; i < length; i += 16) {
      v128.store(to + i, extremeOf<T>(operation, v128.load(to + i), v128.load(from + i)));
    }
    from += line;
  }
}

/** Of float32, unless it answers false: where one is NaN, infinite or comes near that, see `reduceWide`. */
@inline
function likelyExtremes(operation: i32, to: usize, top: usize, line: usize, height: i32, length: usize, planes: i32, axes: usize, numAxes: i32, walk: usize): bool {
  let plane = top + <usize>goToRow(axes, numAxes, 0, walk);
  for (let i: usize = 0; i < length; i += 16) v128.store(to + i, neutralVector<f32>(operation));
  let products = f32x4.splat(0);
  for (let i = 0; i < planes; i++) {
    const whole = height & ~15;
    const end = plane + <usize>whole * line;
    for (let from = plane; from != end;) {
      const next = from + (line << 4);
      const ofRows = line == length && length <= NARROW
        ? likelyRows(operation, true, to, from, next != end ? next : from, line, length)
        : likelyRows(operation, false, to, from, 0, line, length);
      products = f32x4.add(products, ofRows);
      from = next;
    }
    extremeRows<f32>(operation, to, end, line, height - whole, length);
    plane += <usize>nextRow(axes, numAxes, walk);
  }
  return !v128.any_true(f32x4.ne(products, products));
}

/** Sixteen rows, eight columns at a time. Numbers are multiplied by those below, and the sum of products is returned. */
@inline
function likelyRows(operation: i32, readsAhead: bool, to: usize, from: usize, ahead: usize, line: usize, length: usize): v128 {
  let products = f32x4.splat(0);
  let read = 0;
  const step = line << 4;
  let i: usize = 0;
  for (; i + 32 <= length; i += 32) {
    let a = v128.load(to + i), b = v128.load(to + i, 16);
    let p = f32x4.splat(0), q = p, r = p, s = p;
    const bottom = from + i + step;
    for (let at = from + i; at != bottom; at += line) {
      if (readsAhead) {
        read |= load<i32>(ahead) | load<i32>(ahead, 64);
        ahead += 128;
      }
      let x = v128.load(at);
      let y = v128.load(at, 16);
      at += line;
      let z = v128.load(at);
      let w = v128.load(at, 16);
      at += line;
      a = numberExtreme(operation, a, numberExtreme(operation, x, z));
      p = multiplyAdd(x, z, p);
      b = numberExtreme(operation, b, numberExtreme(operation, y, w));
      q = multiplyAdd(y, w, q);
      x = v128.load(at);
      y = v128.load(at, 16);
      at += line;
      z = v128.load(at);
      w = v128.load(at, 16);
      a = numberExtreme(operation, a, numberExtreme(operation, x, z));
      r = multiplyAdd(x, z, r);
      b = numberExtreme(operation, b, numberExtreme(operation, y, w));
      s = multiplyAdd(y, w, s);
    }
    v128.store(to + i, a);
    v128.store(to + i, b, 16);
    products = f32x4.add(products, f32x4.add(f32x4.add(p, q), f32x4.add(r, s)));
  }
  for (; i < length; i += 16) {
    let a = v128.load(to + i);
    const bottom = from + i + step;
    for (let at = from + i; at != bottom; at += line) {
      const x = v128.load(at);
      a = numberExtreme(operation, a, x);
      products = f32x4.add(products, x);
    }
    v128.store(to + i, a);
  }
  // A compiler leaves out what it reads for nothing.
  return readsAhead ? f32x4.add(products, f32x4.splat(<f32>read)) : products;
}

@inline
function columnsOfAnyType(operation: i32, type: i32, begin: i32, end: i32, room: usize, x: usize, to: usize, width: i32, height: i32, line: usize, kept: usize, numKept: i32, planes: i32, axes: usize, numAxes: i32): void {
  if (type == FLOAT) columns<f32>(operation, begin, end, room, x, to, width, height, line, kept, numKept, planes, axes, numAxes);
  else if (type == WHOLE) columns<i32>(operation, begin, end, room, x, to, width, height, line, kept, numKept, planes, axes, numAxes);
  else columns<u8>(operation, begin, end, room, x, to, width, height, line, kept, numKept, planes, axes, numAxes);
}

export function maximumColumns(begin: i32, end: i32, room: usize, type: i32, x: usize, to: usize, width: i32, height: i32, line: usize, kept: usize, numKept: i32, planes: i32, axes: usize, numAxes: i32): void {
  columnsOfAnyType(MAXIMUM, type, begin, end, room, x, to, width, height, line, kept, numKept, planes, axes, numAxes);
}
export function minimumColumns(begin: i32, end: i32, room: usize, type: i32, x: usize, to: usize, width: i32, height: i32, line: usize, kept: usize, numKept: i32, planes: i32, axes: usize, numAxes: i32): void {
  columnsOfAnyType(MINIMUM, type, begin, end, room, x, to, width, height, line, kept, numKept, planes, axes, numAxes);
}
