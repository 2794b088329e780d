import * as fields from './attentionFields';
import { bytesOf, floatOf, numberOf } from './attentionTable';
import { threefry } from './threefry';

/** Drops scores of a row, see `mixRow`, as `dropout` does with all scores `[b, h, q, k]`; where nothing is dropped it does nothing. */
export function dropRow(table: usize, scratch: usize, batch: i32, query: i32, x: usize, panels: i32, panel: usize): void {
  if (numberOf(table, fields.DROPS) == 0) return;
  const heads = numberOf(table, fields.HEADS);
  const queries = <u32>numberOf(table, fields.QUERIES);
  const keys = <u32>numberOf(table, fields.KEYS);
  const words = scratch + bytesOf(table, fields.WORDS);
  const last = i32x4.splat(numberOf(table, fields.LAST));
  const kept = f32x4.splat(floatOf(table, fields.KEPT));
  for (let h = 0; h < heads; h++) {
    const element = (<u32>(batch * heads + h) * queries + <u32>query) * keys;
    const end = ((element & 7) + (<u32>panels << 3) + 7) >> 3;
    for (let i: u32 = 0; i < end; i++) {
      const block = <i32>(((element >> 3) + i) << 2);
      threefry(numberOf(table, fields.RANDOM_KEY), numberOf(table, fields.RANDOM_KEY + 1), block, words + (<usize>i << 5));
    }
    let word = words + (<usize>(element & 7) << 2);
    let at = x + (<usize>h << 5);
    for (let p = 0; p < panels; p++) {
      v128.store(at, f32x4.mul(v128.load(at), v128.and(kept, i32x4.gt_u(v128.load(word), last))));
      v128.store(at, f32x4.mul(v128.load(at, 16), v128.and(kept, i32x4.gt_u(v128.load(word, 16), last))), 16);
      word += 32;
      at += panel;
    }
  }
}
