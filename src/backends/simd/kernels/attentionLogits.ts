import * as fields from './attentionFields';
import { multiplyByKeys, packRowsByFour } from './attentionProducts';
import { addBiasRow, hideFrom, hideRow } from './attentionRow';
import { bytesOf, floatOf, numberOf, stretchedRow } from './attentionTable';
import { layOutMix, mixRow, scaleRow } from './mixRow';

/** Mixes of a thread, by their order in its memory. */
export const MIX_BEFORE = 0;
export const MIX_AFTER = 1;
export const MIX_BEFORE_BACK = 2;
export const MIX_AFTER_BACK = 3;

/** Which thread this is. */
export function threadOf(table: usize, room: usize): usize {
  return (room - bytesOf(table, fields.ROOM)) / bytesOf(table, fields.ROOM_BYTES);
}

/** Where this thread has its memory for attention. */
export function scratchOf(table: usize, room: usize): usize {
  return bytesOf(table, fields.SCRATCH) + threadOf(table, room) * bytesOf(table, fields.SCRATCH_BYTES);
}

/** Where a block of queries has its memory. */
export function memoryOfBlock(table: usize, block: usize): usize {
  return bytesOf(table, fields.BLOCKS) + block * bytesOf(table, fields.BLOCK_BYTES);
}

/** Numbers of each head: the scale of the logits, 1, and what a row is scaled by. */
@inline
export function scalesOf(table: usize, scratch: usize): usize {
  return scratch + bytesOf(table, fields.HEAD_ROOM);
}

@inline
export function onesOf(table: usize, scratch: usize): usize {
  return scalesOf(table, scratch) + <usize>(numberOf(table, fields.HEADS) << 2);
}

@inline
export function meansOf(table: usize, scratch: usize): usize {
  return scalesOf(table, scratch) + <usize>(numberOf(table, fields.HEADS) << 3);
}

/** Where a mix is laid out. */
@inline
export function mixOf(table: usize, scratch: usize, order: i32): usize {
  return scratch + bytesOf(table, fields.MIXES) + <usize>order * bytesOf(table, fields.MIX_BYTES);
}

/** Prepares what does not change from block to block. */
export function prepareHeads(table: usize, scratch: usize): void {
  const heads = numberOf(table, fields.HEADS);
  const scale = floatOf(table, fields.SCALE);
  const scales = scalesOf(table, scratch);
  const ones = onesOf(table, scratch);
  for (let h: usize = 0; h < <usize>heads; h++) {
    store<f32>(scales + (h << 2), scale);
    store<f32>(ones + (h << 2), 1);
  }
  const before = bytesOf(table, fields.PRE);
  if (before == 0) return;
  layOutMix(before, heads, false, scales, mixOf(table, scratch, MIX_BEFORE));
  layOutMix(before, heads, true, scales, mixOf(table, scratch, MIX_BEFORE_BACK));
}

/** How many keys the last of some queries sees, at most. */
export function limitOf(table: usize, query: i32): i32 {
  const keys = numberOf(table, fields.KEYS);
  return numberOf(table, fields.CAUSAL) ? min(keys, query + 1) : keys;
}

/** Panels of keys that a block's row `i`, or one of the next up to a multiple of 4, sees. */
export function panelsOfRow(table: usize, query: i32, i: i32, rows: i32): i32 {
  return (limitOf(table, query + min(i | 3, rows - 1)) + 7) >> 3;
}

/** Where the queries of a block begin in a tensor `[b, q, h, size]`. */
export function blockOf(table: usize, tensor: i32, batch: i32, query: i32, size: i32): usize {
  const row = <usize>batch * <usize>numberOf(table, fields.QUERIES) + <usize>query;
  return bytesOf(table, tensor) + row * <usize>(numberOf(table, fields.HEADS) * size) * 4;
}

/**
 * Products of a block of rows of a tensor `[b, q, h, size]` with all keys, or values, that its queries may see.
 *
 * @param tensor The field of the tensor; the others those of the panels of keys or values, of `size`, and of room for panels of the
 * rows.
 * @param to Where the products go.
 */
export function productsOfBlock(table: usize, scratch: usize, tensor: i32, panelsOf: i32, sizeOf: i32, packed: i32, to: usize, batch: i32, query: i32, rows: i32, panels: i32): void {
  const heads = numberOf(table, fields.HEADS);
  const size = numberOf(table, sizeOf);
  const a = scratch + bytesOf(table, packed);
  packRowsByFour(blockOf(table, tensor, batch, query, size), rows, heads, size, a);
  const head = <usize>((numberOf(table, fields.KEYS) + 7) >> 3) * <usize>size * 32;
  const keys = bytesOf(table, panelsOf) + <usize>batch * <usize>heads * head;
  multiplyByKeys(a, rows, heads, size, keys, head, panels, panelBytes(table), to, bytesOf(table, fields.ROW_BYTES), limitOf(table, query));
}

/** Logits of a row, from the products of its query with the keys: mixed, with their bias, −∞ where a key is hidden. */
export function logitsOfRow(table: usize, scratch: usize, products: usize, batch: i32, query: i32, panels: i32, panel: usize, to: usize): void {
  const heads = numberOf(table, fields.HEADS);
  if (bytesOf(table, fields.PRE) != 0) mixRow(products, mixOf(table, scratch, MIX_BEFORE), to, panels, heads, panel);
  else scaleRow(products, scalesOf(table, scratch), to, panels, heads, panel);
  if (bytesOf(table, fields.BIAS) != 0) {
    const bias = stretchedRow(table, fields.BIAS, fields.BIAS_STRIDES, batch, query);
    addBiasRow(to, panels, heads, panel, bias, bytesOf(table, fields.BIAS_STRIDES + 1), bytesOf(table, fields.BIAS_STRIDES + 3));
  }
  if (bytesOf(table, fields.MASK) != 0) {
    const mask = stretchedRow(table, fields.MASK, fields.MASK_STRIDES, batch, query);
    hideRow(to, panels, heads, panel, mask, bytesOf(table, fields.MASK_STRIDES + 1), bytesOf(table, fields.MASK_STRIDES + 3));
  }
  const limit = limitOf(table, query);
  if (limit < panels << 3) hideFrom(limit, to, panels, heads, panel);
}

/** Bytes of a panel of 8 keys: all heads, and those that round their number up to whole tiles. */
export function panelBytes(table: usize): usize {
  return <usize>((numberOf(table, fields.HEADS) + 3) & ~3) << 5;
}

/** Where the statistics of a query are. */
export function statisticsOf(table: usize, batch: i32, query: i32): usize {
  const row = <usize>batch * <usize>numberOf(table, fields.QUERIES) + <usize>query;
  return bytesOf(table, fields.STATISTICS) + row * <usize>(numberOf(table, fields.HEADS) << 3);
}
