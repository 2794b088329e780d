import { highDoubles, lowDoubles } from './lowDoubles';

/** Bytes of a cache line: so many of each row are added at a time. */
const LINE: usize = 64;
/** Rows without gaps of up to so many bytes are read ahead. */
const NARROW: usize = 1024;

/**
 * Adds rows of float32, `line` bytes apart, to the doubles at `to`, in groups of 8 or 16 whose sums are float32 and stay in
 * registers; returns how many rows that were. What lies behind a row goes to doubles that nobody reads.
 *
 * @param idle An address where anything may be written.
 */
@inline
export function addRows(to: usize, from: usize, line: usize, rows: i32, length: i32, idle: usize): i32 {
  const bytes = <usize>length << 2;
  if (line != bytes || bytes > NARROW) return addGroups(8, false, to, from, line, rows, bytes, idle);
  return addGroups(16, true, to, from, line, rows, bytes, idle);
}

/**
 * Columns are visited from the top of a group to its bottom, which a processor does not foresee where rows are short: then a number
 * of each cache line of the next group is read in their order, beside the work on this one.
 */
@inline
function addGroups(group: i32, readsAhead: bool, to: usize, from: usize, line: usize, rows: i32, bytes: usize, idle: usize): i32 {
  const count = rows - (rows & (group - 1));
  const step = <usize>group * line;
  const end = from + <usize>count * line;
  let read = 0;
  for (; from != end; from += step) {
    let ahead = from + step != end ? from + step : from;
    let sums = to;
    let column: usize = 0;
    for (; column + LINE <= bytes; column += LINE) {
      let at = from + column;
      let a = v128.load(at), b = v128.load(at, 16), c = v128.load(at, 32), d = v128.load(at, 48);
      for (const last = at + step - line; at != last;) {
        at += line;
        if (readsAhead) {
          read |= load<i32>(ahead);
          ahead += LINE;
        }
        a = f32x4.add(a, v128.load(at));
        b = f32x4.add(b, v128.load(at, 16));
        c = f32x4.add(c, v128.load(at, 32));
        d = f32x4.add(d, v128.load(at, 48));
      }
      if (readsAhead) ahead += LINE;
      addFour(sums, a);
      addFour(sums + 32, b);
      addFour(sums + 64, c);
      addFour(sums + 96, d);
      sums += 128;
    }
    for (; column < bytes; column += 16) {
      let a = f32x4.splat(0);
      const bottom = from + column + step;
      for (let at = from + column; at != bottom; at += line) a = f32x4.add(a, v128.load(at));
      addFour(sums, a);
      sums += 32;
    }
  }
  // A compiler leaves out what it reads for nothing.
  if (readsAhead) store<i32>(idle, read);
  return count;
}

@inline
function addFour(to: usize, four: v128): void {
  v128.store(to, f64x2.add(v128.load(to), lowDoubles<f32>(four)));
  v128.store(to, f64x2.add(v128.load(to, 16), highDoubles<f32>(four)), 16);
}
