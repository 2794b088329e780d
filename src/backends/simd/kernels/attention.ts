import * as fields from './attentionFields';
import { blockOf, limitOf, logitsOfRow, memoryOfBlock, MIX_AFTER, mixOf, panelBytes, panelsOfRow, prepareHeads, productsOfBlock, scratchOf, statisticsOf, threadOf } from './attentionLogits';
import { sumOverKeys } from './attentionProducts';
import { exponentialsOfRow } from './attentionRow';
import { bytesOf, numberOf, stretchedRow } from './attentionTable';
import { drawRow, dropRow } from './dropRow';
import { layOutMix, mixRow, scaleRow } from './mixRow';

/**
 * Attention whose heads are mixed before and after the softmax (arXiv:2003.02436), or not. An item is a block of queries of one
 * batch: their scores of all heads stay in the cache from the products to the sums of values.
 *
 * @param table See `attentionFields.ts`.
 */
export function attention(begin: i32, end: i32, room: usize, table: usize): void {
  const scratch = scratchOf(table, room);
  const scores = memoryOfBlock(table, threadOf(table, room)) + bytesOf(table, fields.SCORES);
  const queries = numberOf(table, fields.QUERIES);
  const most = numberOf(table, fields.ROWS);
  const blocks = (queries + most - 1) / most;
  prepareHeads(table, scratch);
  for (let item = begin; item < end; item++) {
    const query = (item % blocks) * most;
    attendBlock(table, scratch, scores, item / blocks, query, min(most, queries - query));
  }
}

function attendBlock(table: usize, scratch: usize, scores: usize, batch: i32, query: i32, rows: i32): void {
  const heads = numberOf(table, fields.HEADS);
  const size = numberOf(table, fields.VALUE_SIZE);
  const keys = numberOf(table, fields.KEYS);
  const panels = (limitOf(table, query + rows - 1) + 7) >> 3;
  const panel = panelBytes(table);
  const line = bytesOf(table, fields.ROW_BYTES);
  productsOfBlock(table, scratch, fields.QUERY, fields.KEY_PANELS, fields.KEY_SIZE, fields.QUERY_PANELS, scores, batch, query, rows, panels);
  for (let i = 0; i < rows; i++) {
    const seen = panelsOfRow(table, query, i, rows);
    weighRow(table, scratch, batch, query + i, seen, panel, scores + <usize>i * line);
    drawRow(table, scratch, batch, query + i, seen);
    dropRow(table, scratch, batch, query + i, scores + <usize>i * line, seen, panel);
  }
  const head = <usize>((size + 7) >> 3) * <usize>keys * 32;
  const values = bytesOf(table, fields.VALUE_ROWS) + <usize>batch * <usize>heads * head;
  const pack = scratch + bytesOf(table, fields.PACKED_SCORES);
  sumOverKeys(scores, line, panel, rows, panels, heads, values, keys, size, pack, blockOf(table, fields.OUTPUT, batch, query, size), limitOf(table, query));
}

/** Makes of the products of a query with the keys what its values are weighed with. */
function weighRow(table: usize, scratch: usize, batch: i32, query: i32, panels: i32, panel: usize, scores: usize): void {
  const heads = numberOf(table, fields.HEADS);
  const row = scratch + bytesOf(table, fields.ROW);
  const statistics = statisticsOf(table, batch, query);
  logitsOfRow(table, scratch, scores, batch, query, panels, panel, row);
  const mask: usize = bytesOf(table, fields.MASK) == 0 ? 0 : stretchedRow(table, fields.MASK, fields.MASK_STRIDES, batch, query);
  const head = bytesOf(table, fields.MASK_STRIDES + 1);
  const key = bytesOf(table, fields.MASK_STRIDES + 3);
  exponentialsOfRow(row, panels, heads, panel, statistics, mask, head, key, limitOf(table, query));
  const factors = statistics + (<usize>heads << 2);
  const after = bytesOf(table, fields.POST);
  if (after == 0) {
    scaleRow(row, factors, scores, panels, heads, panel);
    return;
  }
  // Exponentials are divided by their sum in the mix.
  const mix = mixOf(table, scratch, MIX_AFTER);
  layOutMix(after, heads, false, factors, mix);
  mixRow(row, mix, scores, panels, heads, panel);
}
