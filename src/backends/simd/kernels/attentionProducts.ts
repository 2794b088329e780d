import { matMulNarrowTiles, matMulPackedTiles, matMulTiles } from './matMulTiles';
import { packFour, packVectors } from './packPanels';
import { storeTransposed } from './storeTransposed';

/**
 * Products of a block of queries of which the first sees `seen` keys, and the next one more each where attention is causal: what
 * four queries do not see is left out of them, and of scores what lies there is not read.
 */

/** Keys that are summed over at once: their panel of values stays in the first cache. */
const DEPTH: i32 = 256;

/** Lays out rows `[rows][h][size]` in panels `[h][rows / 4][size][4]`. */
export function packRowsByFour(from: usize, rows: i32, heads: i32, size: i32, to: usize): void {
  const next = <usize>heads * <usize>size * 4;
  for (let h = 0; h < heads; h++) {
    for (let row = 0; row < rows; row += 4) {
      packFour(from + <usize>(h * size) * 4, next, row, rows - 1, size, 16, to);
      to += <usize>size * 16;
    }
  }
}

/** Lays out rows `[rows][h][size]` in panels `[h][size / 8][rows][8]`; the last panel has whatever follows. */
export function packColumnsByEight(from: usize, rows: i32, heads: i32, size: i32, to: usize): void {
  const next = <usize>heads * <usize>size * 4;
  for (let h = 0; h < heads; h++) {
    for (let column = 0; column < size; column += 8) {
      packVectors(from + <usize>(h * size + column) * 4, next, rows, true, to);
      to += <usize>rows * 32;
    }
  }
}

/** The first of a block's queries to look at a key, as a multiple of 4. */
@inline
function firstRowOf(key: i32, seen: i32): i32 {
  return max(0, key + 1 - seen) & ~3;
}

/**
 * scores[row, key] = Σ_d a[row, d] · b[key, d] for each head, in rows of panels, see `mixRow`, `line` bytes apart.
 *
 * Two heads at a time: their scores share cache lines.
 *
 * @param a `packRowsByFour`.
 * @param b Panels of 8 keys, those of a head `head` bytes behind those of the one before.
 */
export function multiplyByKeys(a: usize, rows: i32, heads: i32, size: i32, b: usize, head: usize, panels: i32, panel: usize, scores: usize, line: usize, seen: i32): void {
  const step = <usize>size << 4;
  const ofHead = step * <usize>((rows + 3) >> 2);
  for (let h = 0; h < heads; h += 2) {
    const isPair = h + 1 < heads;
    let keys = b;
    let to = scores + (<usize>h << 5);
    for (let p = 0; p < panels; p++) {
      const first = firstRowOf(p << 3, seen);
      const from = a + step * <usize>(first >> 2);
      const at = to + <usize>first * line;
      matMulPackedTiles(from, rows - first, keys, 0, 1, size, at, line, 0, false);
      if (isPair) matMulPackedTiles(from + ofHead, rows - first, keys + head, 0, 1, size, at + 32, line, 0, false);
      keys += 2 * step;
      to += panel;
    }
    a += 2 * ofHead;
    b += 2 * head;
  }
}

/**
 * to[row, h, :] = Σ over keys of scores[row, key] · b[key, :].
 *
 * @param b Panels of 8 columns, `size` of them in all, by `keys` rows.
 * @param room For 256 numbers of each row.
 */
export function sumOverKeys(scores: usize, line: usize, panel: usize, rows: i32, panels: i32, heads: i32, b: usize, keys: i32, size: i32, room: usize, to: usize, seen: i32): void {
  const visible = min(keys, panels << 3);
  const ofAll = seen < visible ? seen & ~7 : visible;
  for (let first = 0; first < ofAll; first += DEPTH) {
    sumSomeKeys(scores, line, panel, rows, heads, b, keys, size, first, min(DEPTH, ofAll - first), room, to);
  }
  if (ofAll == visible) return;
  const lineTo = <usize>heads * <usize>size * 4;
  for (let row = 0; row < rows; row += 4) {
    const count = min(4, rows - row);
    const depth = min(visible, seen + row + count - 1) - ofAll;
    if (depth > 0) sumSomeKeys(scores + <usize>row * line, line, panel, count, heads, b, keys, size, ofAll, depth, room, to + <usize>row * lineTo);
  }
}

/** Adds the sums over `depth` keys from `first` on, or sets them where that is 0. */
function sumSomeKeys(scores: usize, line: usize, panel: usize, rows: i32, heads: i32, b: usize, keys: i32, size: i32, first: i32, depth: i32, room: usize, to: usize): void {
  const panelB = <usize>keys * 32;
  const head = panelB * <usize>((size + 7) >> 3);
  const lineTo = <usize>heads * <usize>size * 4;
  for (let h = 0; h < heads; h++) {
    packScores(scores + <usize>(first >> 3) * panel + (<usize>h << 5), line, panel, rows, depth, room);
    const from = b + <usize>h * head + <usize>first * 32;
    multiplyColumns(room, <usize>((depth + 7) >> 3) * 128, rows, from, panelB, size, depth, to + <usize>(h * size) * 4, lineTo, first > 0);
  }
}

/**
 * to[h, :, key] += Σ over rows of scores[row, key] · b[row, :] for `count` keys of `panels` panels, in panels of 8 columns
 * `[h][size / 8][keys][8]`. The last one has whatever follows behind its columns.
 *
 * @param b `packColumnsByEight`.
 * @param room For the scores.
 * @param seen How many of these keys the first row sees; it may be negative, or more than there are.
 */
export function addOverRows(scores: usize, line: usize, panel: usize, rows: i32, panels: i32, heads: i32, b: usize, keys: i32, count: i32, size: i32, room: usize, to: usize, seen: i32): void {
  const panelB = <usize>rows << 5;
  const four = <usize>rows << 4;
  const columns = (size + 7) >> 3;
  const panelTo = <usize>keys << 5;
  // Keys up to here are seen by some of the first four rows.
  const ofAll = min(count, max(0, seen + 6 & ~3));
  packByKeys(scores, line, panel, rows, panels, heads, room);
  for (let h = 0; h < heads; h++) {
    if (ofAll > 0) matMulPackedTiles(room, ofAll, b, panelB, columns, rows, to, 32, panelTo, true);
    for (let key = ofAll; key < count; key += 4) {
      const first = firstRowOf(key, seen);
      if (first >= rows) break;
      const from = room + <usize>(key >> 2) * four + (<usize>first << 4);
      matMulPackedTiles(from, min(4, count - key), b + (<usize>first << 5), panelB, columns, rows - first, to + (<usize>key << 5), 32, panelTo, true);
    }
    room += panelB * <usize>panels;
    b += panelB * <usize>columns;
    to += panelTo * <usize>columns;
  }
}

/** Lays out scores of `panels` panels of 8 keys as `[h][2 · panels][rows][4]`: rows are read along, and the sums over them as well. */
function packByKeys(from: usize, line: usize, panel: usize, rows: i32, panels: i32, heads: i32, to: usize): void {
  const four = <usize>rows << 4;
  const head = four * <usize>(2 * panels);
  for (let row = 0; row < rows; row++) {
    let x = from;
    let ofPanel = to;
    for (let p = 0; p < panels; p++) {
      let at = ofPanel;
      for (let h: usize = 0; h < <usize>heads; h++) {
        v128.store(at, v128.load(x + (h << 5)));
        v128.store(at + four, v128.load(x + (h << 5), 16));
        at += head;
      }
      x += panel;
      ofPanel += four + four;
    }
    from += line;
    to += 16;
  }
}

/** A product of `rows` by `columns`, the last of which may fill no panel. */
function multiplyColumns(a: usize, panelA: usize, rows: i32, b: usize, panelB: usize, columns: i32, depth: i32, to: usize, line: usize, adds: bool): void {
  const panels = columns >> 3;
  const width = columns & 7;
  matMulTiles(a, 4, 16, panelA, rows, b, 32, panelB, panels, depth, to, line, 8, adds, 0, 0, false);
  const edge = b + <usize>panels * panelB;
  const corner = to + <usize>panels * 32;
  if (width > 4) matMulTiles(a, 4, 16, panelA, rows, edge, 32, 0, 1, depth, corner, line, width, adds, 0, 0, false);
  else if (width > 0) matMulNarrowTiles(a, 4, 16, panelA, rows, edge, 32, depth, corner, line, width, adds, 0, false);
}

/** Lays out scores of one head in panels `[rows / 4][keys][4]`, of whole panels of keys. Rows that are not there are the last. */
function packScores(from: usize, line: usize, panel: usize, rows: i32, keys: i32, to: usize): void {
  for (let row = 0; row < rows; row += 4) {
    let a = from + <usize>row * line;
    let b = from + <usize>min(row + 1, rows - 1) * line;
    let c = from + <usize>min(row + 2, rows - 1) * line;
    let d = from + <usize>min(row + 3, rows - 1) * line;
    for (let key = 0; key < keys; key += 8) {
      storeTransposed(v128.load(a), v128.load(b), v128.load(c), v128.load(d), to, 16);
      storeTransposed(v128.load(a, 16), v128.load(b, 16), v128.load(c, 16), v128.load(d, 16), to + 64, 16);
      a += panel;
      b += panel;
      c += panel;
      d += panel;
      to += 128;
    }
  }
}
