import * as fields from './attentionFields';
import { bytesOf, floatOf, numberOf } from './attentionTable';
import { threefry } from './threefry';

/** Draws the random words of a row of scores, see `mixRow`, of all heads; where nothing is dropped it does nothing. */
export function drawRow(table: usize, scratch: usize, batch: i32, query: i32, panels: i32): void {
  if (numberOf(table, fields.DROPS) == 0) return;
  const heads = numberOf(table, fields.HEADS);
  let words = scratch + bytesOf(table, fields.WORDS);
  for (let h = 0; h < heads; h++) {
    const element = firstElement(table, batch, h, query);
    const end = ((element & 7) + (<u32>panels << 3) + 7) >> 3;
    for (let i: u32 = 0; i < end; i++) {
      const block = <i32>(((element >> 3) + i) << 2);
      threefry(numberOf(table, fields.RANDOM_KEY), numberOf(table, fields.RANDOM_KEY + 1), block, words + (<usize>i << 5));
    }
    words += bytesOf(table, fields.WORD_BYTES);
  }
}

/** Drops scores of the row that was drawn last, as `dropout` does with all scores `[b, h, q, k]`, if any are dropped. */
export function dropRow(table: usize, scratch: usize, batch: i32, query: i32, x: usize, panels: i32, panel: usize): void {
  if (numberOf(table, fields.DROPS) == 0) return;
  const heads = numberOf(table, fields.HEADS);
  const last = i32x4.splat(numberOf(table, fields.LAST));
  const kept = f32x4.splat(floatOf(table, fields.KEPT));
  let words = scratch + bytesOf(table, fields.WORDS);
  for (let h = 0; h < heads; h++) {
    let word = words + (<usize>(firstElement(table, batch, h, query) & 7) << 2);
    let at = x + (<usize>h << 5);
    for (let p = 0; p < panels; p++) {
      v128.store(at, f32x4.mul(v128.load(at), v128.and(kept, i32x4.gt_u(v128.load(word), last))));
      v128.store(at, f32x4.mul(v128.load(at, 16), v128.and(kept, i32x4.gt_u(v128.load(word, 16), last))), 16);
      word += 32;
      at += panel;
    }
    words += bytesOf(table, fields.WORD_BYTES);
  }
}

/** Which of all scores a row of a head begins with. */
function firstElement(table: usize, batch: i32, head: i32, query: i32): u32 {
  const queries = <u32>numberOf(table, fields.QUERIES);
  const row = <u32>(batch * numberOf(table, fields.HEADS) + head) * queries + <u32>query;
  return row * <u32>numberOf(table, fields.KEYS);
}
